import type { AnswerTrace } from "../runs/answer-trace.js";
import { formatValue } from "./format-value.js";
import { markup, type Markup } from "./markup.js";

const MAX_RETRIEVED = 10;

/** What was searched for. */
export function planView({ plan }: AnswerTrace): Markup | null {
  if (!plan) return null;
  const filters = Object.entries(plan.filters ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
  return markup`<h4>Plan</h4><dl class="plan"><dt>Understood as</dt><dd>${plan.standaloneQuestion}</dd><dt>Kind</dt><dd>${plan.intent}, answer type ${plan.answerType}</dd><dt>Searches</dt><dd>${
    plan.subQueries.length === 0
      ? "none"
      : markup`<ul>${plan.subQueries.map((query) => markup`<li>${query}</li>`)}</ul>`
  }</dd>${filters.length > 0 && markup`<dt>Filters</dt><dd>${filters.join(", ")}</dd>`}</dl>`;
}

/** What search found first, and which of it was read. */
export function retrievedView({ retrieved, ranked }: AnswerTrace): Markup | null {
  if (retrieved.length === 0) return null;
  const read = new Set(ranked.map(({ passageId }) => passageId));
  const shown = retrieved.slice(0, MAX_RETRIEVED);
  return markup`<h4>Retrieved</h4><table class="retrieved"><caption>Passages found, best first; ✓ was read as evidence</caption><thead><tr><th scope="col" class="number">Rank</th><th scope="col">Passage</th><th scope="col" class="number">Score</th><th scope="col">Read</th></tr></thead><tbody>${shown.map(
    ({ passageId, title, score }, i) =>
      markup`<tr><td class="number">${i + 1}</td><td>${title || passageId}</td><td class="number">${formatValue(score, "score")}</td><td>${read.has(passageId) ? markup`<span aria-label="yes">✓</span>` : "–"}</td></tr>`,
  )}</tbody></table>`;
}
