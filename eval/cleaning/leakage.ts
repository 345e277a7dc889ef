import { comparisonKey } from "./comparison-key.js";
import { createMinHashIndex, type MinHashIndex } from "./min-hash-index.js";
import { rounded } from "./near-duplicates.js";
import type { Row } from "./row.js";
import {
  type ComparableText,
  nearDuplicateKey,
  nearDuplicateSimilarity,
  repeatedKeys,
  toComparable,
} from "./similar-texts.js";
import { filterRows, type Step } from "./step.js";

/**
 * Removes rows whose question is, or nearly is, one of an earlier split: what was trained on must not be tested on.
 * Answers and contexts do not matter here.
 */
export const dropLeakage: Step = async (context) => {
  const { splits, settings, findings } = context;
  const repeated = repeatedKeys(splits.flatMap(({ rows }) => rows.map((row) => nearDuplicateKey(questionOf(row)))));
  const capacity = splits.slice(0, -1).reduce((sum, split) => sum + split.rows.length, 0);
  const index: MinHashIndex = createMinHashIndex({ ...settings, capacity });
  const indexed: { row: Row; question: ComparableText }[] = [];
  const rowOf = new Map<string, Row>();

  /** The row of an earlier split that has the question; similarity null for the same question. */
  const find = (question: string): { of: Row; similarity: number | null } | null => {
    const same = rowOf.get(comparisonKey(question));
    if (same) return { of: same, similarity: null };
    const key = nearDuplicateKey(question);
    if (!repeated.has(key)) return null;
    const own = toComparable(question, settings);
    for (const number of index.candidates(own.hashes, key)) {
      const other = indexed[number]!;
      const similarity = nearDuplicateSimilarity(own, other.question, settings);
      if (similarity !== null) return { of: other.row, similarity: rounded(similarity) };
    }
    return null;
  };
  const remember = (row: Row): void => {
    const same = comparisonKey(questionOf(row));
    // One prompt for all rows of a file is indexed once.
    if (rowOf.has(same)) return;
    rowOf.set(same, row);
    const key = nearDuplicateKey(questionOf(row));
    if (!repeated.has(key)) return;
    const question = toComparable(questionOf(row), settings);
    index.add(question.hashes, key);
    indexed.push({ row, question });
  };

  for (const [position, split] of splits.entries()) {
    if (position > 0) {
      await filterRows({ ...context, splits: [split] }, (row) => {
        const found = find(questionOf(row));
        if (!found) return true;
        const { of, similarity } = found;
        if (similarity === null) findings.remove("leakage", row, "question of an earlier split", { of });
        else findings.remove("leakage", row, "nearly a question of an earlier split", { of, similarity });
        return false;
      });
    }
    if (position < splits.length - 1) split.rows.forEach(remember);
  }
};

function questionOf(row: Row): string {
  return row.question ?? "";
}

const PROTECTED_NAMES = [
  /(?:^|[^a-z])(?:test|held-?out|eval)(?:[^a-z]|$)/i,
  /(?:^|[^a-z])(?:dev|valid|validation|val)(?:[^a-z]|$)/i,
];

/** Splits with those to protect first: test, then development, then the rest, each in the order given. */
export function orderForProtection<T extends { name: string }>(splits: readonly T[]): T[] {
  const rank = ({ name }: T): number => {
    const at = PROTECTED_NAMES.findIndex((pattern) => pattern.test(name));
    return at < 0 ? PROTECTED_NAMES.length : at;
  };
  return splits.toSorted((a, b) => rank(a) - rank(b));
}
