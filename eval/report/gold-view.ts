import type { ReportedAnswerRow } from "./answer-row.js";
import { markup, type Markup } from "./markup.js";

const MAX_ANSWERS = 6;

/** What a right answer would have said, where the row keeps it. */
export function goldView({ answerable, reference = [] }: ReportedAnswerRow): Markup | null {
  if (answerable === false) return markup`<div><h4>Right answer</h4><p>None: the passages do not hold it.</p></div>`;
  const answers = [...new Set(reference.filter((answer) => answer.trim() !== ""))];
  if (answers.length === 0) return null;
  const more = answers.length - MAX_ANSWERS;
  return markup`<div><h4>Right answer</h4><ul class="gold">${answers.slice(0, MAX_ANSWERS).map((answer) => markup`<li dir="auto">${answer}</li>`)}${
    more > 0 && markup`<li>and ${more} more</li>`
  }</ul></div>`;
}
