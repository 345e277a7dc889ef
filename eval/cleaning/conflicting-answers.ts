import { comparisonKey, questionKey } from "./comparison-key.js";
import type { Row } from "./row.js";
import { filterRows, type Step } from "./step.js";

/**
 * Flags rows that answer a question otherwise than an earlier row does, in any of the files: no alternative in common,
 * and the same context. Which of them is right takes a person.
 */
export const flagConflictingAnswers: Step = async (context) => {
  const answered = new Map<string, { row: Row; answers: Set<string> }[]>();
  await filterRows(context, (row) => {
    if (row.answers === null) return true;
    const key = questionKey(row);
    const answers = new Set(row.answers.map(comparisonKey));
    const earlier = answered.get(key) ?? [];
    const other = earlier.find((one) => disagree(one.answers, answers));
    if (other) context.findings.flag("conflicts", row, reasonFor(other.answers, answers), { of: other.row });
    if (earlier.length < MAX_ANSWERS_HELD) answered.set(key, [...earlier, { row, answers }]);
    return true;
  });
};

/** One prompt for all rows of a file would otherwise compare every row with every other. */
const MAX_ANSWERS_HELD = 20;

function disagree(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size === 0 && b.size === 0) return false;
  return ![...a].some((answer) => b.has(answer));
}

function reasonFor(a: ReadonlySet<string>, b: ReadonlySet<string>): string {
  return a.size === 0 || b.size === 0 ? "answered and unanswered" : "same question, other answer";
}
