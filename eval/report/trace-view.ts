import type { AnswerTrace } from "../runs/answer-trace.js";
import { answerText } from "./answer-text.js";
import type { ReportedAnswerRow, ReportedClaim } from "./answer-row.js";
import { claimList } from "./claim-list.js";
import { evidenceList, evidencePassages } from "./evidence.js";
import { formatValue } from "./format-value.js";
import { goldView } from "./gold-view.js";
import { markup, type Markup } from "./markup.js";
import { planView, retrievedView } from "./search-view.js";

/**
 * One question's way, backwards: what was said, what should have been, each claim against its evidence, the passages
 * read, what was found, what was searched for. `id` is unique on the page.
 */
export function traceView(row: ReportedAnswerRow, trace: AnswerTrace | undefined, id: string): Markup {
  const answer = trace?.answer ?? null;
  const claims: ReportedClaim[] = row.claims ?? answer?.claims ?? [];
  const passages = trace ? evidencePassages(trace, claims) : [];
  const anchor = (source: number): string => `${id}-source-${source}`;
  const target = (source: number): string | null =>
    passages.some((passage) => passage.source === source) ? `#${anchor(source)}` : null;
  const text = answer?.text ?? row.answerText ?? "";
  return markup`<div class="columns"><div><h4>Answer</h4>${
    row.abstained || text === ""
      ? markup`<p class="abstained">${answer?.abstention ? `Declined (${answer.abstention.reason}): ${answer.abstention.message}` : row.abstained ? "Declined." : "Nothing was said."}</p>`
      : markup`<p class="answer" dir="auto">${answerText(text, answer?.claims ?? claims, target)}</p>`
  }${trace?.error && markup`<p class="error">Error: ${trace.error}</p>`}<p class="scores">Confidence ${formatValue(row.confidence, "score")}${
    answer && answer.degraded.length > 0 && `, done without ${answer.degraded.join(", ")}`
  }</p></div>
${goldView(row)}</div>
${claims.length > 0 && markup`<h4>Claims</h4>${claimList(claims, passages, target)}`}
${passages.length > 0 && markup`<h4>Evidence read</h4>${evidenceList(passages, anchor)}`}
${trace && retrievedView(trace)}
${trace && planView(trace)}`;
}
