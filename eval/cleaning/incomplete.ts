import type { Row, Split } from "./row.js";
import { filterRows, type Step } from "./step.js";

/** Removes rows that lack the question or the answer, and flags ids that were seen before. */
export const dropIncomplete: Step = async (context) => {
  const firstOfId = new Map<string, Row>();
  await filterRows(context, (row, split) => {
    const reason = missingPart(row, split);
    if (reason) {
      context.findings.remove("incomplete", row, reason, row.wrongType === null ? {} : { detail: row.wrongType });
      return false;
    }
    if (row.id !== null) {
      const key = JSON.stringify([row.split, row.id]);
      const first = firstOfId.get(key);
      if (first) context.findings.flag("incomplete", row, "id seen before", { of: first });
      else firstOfId.set(key, row);
    }
    return true;
  });
};

/** What the row lacks; null for a whole one. An empty list of answers is whole where the row says there is no answer. */
export function missingPart(row: Row, split: Pick<Split, "hasAnswers">): string | null {
  if (row.wrongType !== null) return "field is not text";
  if (row.question === null) return "no question field";
  if (isBlank(row.question)) return "empty question";
  if (!split.hasAnswers || row.unanswerable) return null;
  if (row.answers === null) return "no answer field";
  return row.answers.every(isBlank) ? "empty answer" : null;
}

/** Nothing in it that a reader would see. */
function isBlank(text: string): boolean {
  return !/[\p{L}\p{N}\p{S}\p{P}]/u.test(text);
}
