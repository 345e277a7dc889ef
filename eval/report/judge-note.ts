import type { JudgeError } from "../judges/judge-error.js";
import { formatValue } from "./format-value.js";
import { markup, type Markup } from "./markup.js";

/** In a few words, to stand beside each figure that the judge decides: `judge right in 62.1% to 74.0%`. */
export function judgeAccuracy(error: JudgeError | null): string {
  if (!error) return "judge's error not measured";
  const unseen = error.sets.filter(({ fitted }) => !fitted);
  const accuracies = (unseen.length > 0 ? unseen : error.sets).map(({ balancedAccuracy }) => balancedAccuracy);
  const [low, high] = [Math.min(...accuracies), Math.max(...accuracies)].map((value) => formatValue(value, "share"));
  return `judge's balanced accuracy ${low === high ? low : `${low} to ${high}`}`;
}

/** What is known of the judge's error, by set of claims that people labelled. */
export function judgeNote(error: JudgeError | null): Markup {
  if (!error) {
    return markup`<p class="note" id="judge"><span class="judged">J</span> Judged by the built-in support check, whose own error was not measured.</p>`;
  }
  const cell = (value: number): Markup => markup`<td class="number">${formatValue(value, "share")}</td>`;
  return markup`<div class="note" id="judge"><p><span class="judged">J</span> ${error.sentence} The intervals do not contain this error.</p>
<details class="data"><summary>The judge, set by set</summary><div class="scroll"><table><caption>Verdicts of ${error.judge} on claims that people labelled</caption><thead><tr><th scope="col">Claims</th><th scope="col" class="number">n</th><th scope="col" class="number">Supported, recognised</th><th scope="col" class="number">Others, recognised</th><th scope="col" class="number">Called supported, right</th><th scope="col">Fitted on it</th></tr></thead><tbody>${error.sets.map(
    ({ data, n, recall, specificity, precision, fitted }) =>
      markup`<tr><th scope="row">${data}</th><td class="number">${n}</td>${cell(recall)}${cell(specificity)}${cell(precision)}<td>${fitted ? "yes" : "no"}</td></tr>`,
  )}</tbody></table></div></details></div>`;
}
