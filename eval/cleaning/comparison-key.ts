import type { Row } from "./row.js";

/** One form for texts that differ in case, width, spacing or closing punctuation only. */
export function comparisonKey(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  const key = folded.replace(/\s+/g, " ").trim();
  return key.replace(/[\s.,;:!?…]+$/u, "") || key;
}

/** The answers as a key; their order and repeats do not matter. */
export function answersKey(row: Row): string {
  return JSON.stringify([...new Set((row.answers ?? []).map(comparisonKey))].sort());
}

/** The question with the context it is asked of. */
export function questionKey(row: Row): string {
  return JSON.stringify([comparisonKey(row.question ?? ""), row.context]);
}
