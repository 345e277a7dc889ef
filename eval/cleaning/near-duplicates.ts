import { createMinHashIndex } from "./min-hash-index.js";
import type { Row } from "./row.js";
import {
  type ComparableText,
  nearDuplicateKey,
  nearDuplicateSimilarity,
  repeatedKeys,
  type SimilarityOptions,
  toComparable,
} from "./similar-texts.js";
import { filterRows, type Step } from "./step.js";

/** A row as near-duplicate search sees it. */
export interface ComparableRow {
  row: Row;
  question: ComparableText;
  answers: ComparableText;
}

/**
 * Removes rows that nearly repeat an earlier one of their file in the question and in the answers alike, with the same
 * context.
 */
export const dropNearDuplicates: Step = async (context) => {
  const { settings, findings } = context;
  for (const split of context.splits) {
    const keys = split.rows.map(rowKey);
    const repeated = repeatedKeys(keys);
    const capacity = keys.filter((key) => repeated.has(key)).length;
    const index = createMinHashIndex({ ...settings, capacity });
    const indexed: ComparableRow[] = [];
    let at = 0;
    await filterRows({ ...context, splits: [split] }, (row) => {
      const key = keys[at++]!;
      if (!repeated.has(key)) return true;
      const own = toComparableRow(row, settings);
      const hashes = pairHashes(own);
      for (const number of index.candidates(hashes, key)) {
        const other = indexed[number]!;
        const similarity = compareRows(own, other, settings);
        if (similarity === null) continue;
        findings.remove("near-duplicates", row, "nearly repeats a row", {
          of: other.row,
          similarity: rounded(similarity),
        });
        return false;
      }
      index.add(hashes, key);
      indexed.push(own);
      return true;
    });
  }
};

function rowKey(row: Row): string {
  return [row.context, nearDuplicateKey(row.question ?? ""), nearDuplicateKey(answersOf(row))].join("\n");
}

export function toComparableRow(row: Row, options: SimilarityOptions): ComparableRow {
  const question = toComparable(row.question ?? "", options);
  return { row, question, answers: toComparable(answersOf(row), options) };
}

function answersOf({ answers }: Row): string {
  return (answers ?? []).join("\n");
}

/** The lower similarity of question and answers; null when one of them is no near duplicate, or the contexts differ. */
export function compareRows(a: ComparableRow, b: ComparableRow, options: SimilarityOptions): number | null {
  if (a.row.context !== b.row.context) return null;
  const question = nearDuplicateSimilarity(a.question, b.question, options);
  if (question === null) return null;
  const answers = nearDuplicateSimilarity(a.answers, b.answers, options);
  return answers === null ? null : Math.min(question, answers);
}

/**
 * Hashes of question and answers together, the latter marked. If both similarities reach a threshold, that of the union
 * does, so one index finds all pairs; and a file with one prompt for all rows does not compare all of them.
 */
function pairHashes({ question, answers }: ComparableRow): Uint32Array {
  const marked = answers.hashes.map((hash) => Math.imul(hash, 0x9e3779b1));
  const both = new Uint32Array(question.hashes.length + marked.length);
  both.set(question.hashes);
  both.set(marked, question.hashes.length);
  return both;
}

export function rounded(similarity: number): number {
  return Math.round(similarity * 1_000) / 1_000;
}
