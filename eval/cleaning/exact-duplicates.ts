import { answersKey, questionKey } from "./comparison-key.js";
import type { Row } from "./row.js";
import { filterRows, type Step } from "./step.js";

/** Removes rows that repeat an earlier row of their file: question, answers and context, compared by their keys. */
export const dropExactDuplicates: Step = async (context) => {
  const first = new Map<string, Row>();
  await filterRows(context, (row) => {
    const key = `${row.split}\n${questionKey(row)}\n${answersKey(row)}`;
    const earlier = first.get(key);
    if (earlier) context.findings.remove("exact-duplicates", row, "repeats a row", { of: earlier });
    else first.set(key, row);
    return !earlier;
  });
};
