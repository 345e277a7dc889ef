import { splitBlocks } from "../../src/text/sentences.js";
import { filterRows, type Step } from "./step.js";

/** An answer of fewer words may be a phrase, which ends without a full stop. */
const MIN_WORDS = 25;
/** A word is taken for the beginning of another one only where that one is this frequent in the files. */
const MIN_FREQUENCY = 3;

const WORD = /\p{L}+/gu;
// What no finished English sentence ends with, when no full stop follows.
const OPEN_WORD = /\b(?:a|an|the|of|and|or|to|with|from|for|by|as|its|their|which|is|are|was|were|has|have)$/i;

/**
 * Removes rows whose every answer breaks off: in an open code fence, behind a comma or a word that must be followed by
 * another, or within a word, which the other answers' words show.
 */
export const dropTruncated: Step = async (context) => {
  const frequencies = wordFrequencies(context.splits.flatMap(({ rows }) => rows.flatMap((row) => row.answers ?? [])));
  const beginnings = beginningsOf(frequencies);
  await filterRows(context, (row) => {
    const reasons = (row.answers ?? []).map((answer) => truncation(answer, frequencies, beginnings));
    const reason = reasons[0];
    if (!reason || reasons.includes(null)) return true;
    context.findings.remove("truncated", row, reason);
    return false;
  });
};

/** How the answer shows that its end is missing; null when it does not. */
export function truncation(
  answer: string,
  frequencies: ReadonlyMap<string, number>,
  beginnings: ReadonlySet<string>,
): string | null {
  const text = answer.trim();
  const last = splitBlocks(text).at(-1);
  if (last?.kind === "code") return /\n\s*(?:```|~~~)$/.test(text) ? null : "open code fence";
  if (last?.kind !== "line" || !/[.!?]["”’)\]]*(?:\s|$)/.test(text.slice(0, -1))) return null;
  if ((text.match(WORD)?.length ?? 0) < MIN_WORDS) return null;
  if (/[\p{L}\p{N}],$/u.test(text)) return "ends with a comma";
  if (OPEN_WORD.test(text)) return "ends within a phrase";
  const ending = /(?<=\s)\p{Ll}{2,}$/u.exec(text)?.[0];
  if (ending && frequencies.get(ending) === 1 && beginnings.has(ending)) return "ends within a word";
  return null;
}

/** Lower-cased words with their number of occurrences. */
export function wordFrequencies(texts: Iterable<string>): Map<string, number> {
  const frequencies = new Map<string, number>();
  for (const text of texts) {
    for (const word of text.toLowerCase().match(WORD) ?? []) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  }
  return frequencies;
}

/** Beginnings, of two letters and more, of the words that are frequent enough. */
export function beginningsOf(frequencies: ReadonlyMap<string, number>): Set<string> {
  const beginnings = new Set<string>();
  for (const [word, frequency] of frequencies) {
    if (frequency < MIN_FREQUENCY) continue;
    for (let length = 2; length < word.length; length++) beginnings.add(word.slice(0, length));
  }
  return beginnings;
}
