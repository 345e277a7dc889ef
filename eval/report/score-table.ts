import type { JudgeError } from "../judges/judge-error.js";
import type { Suite } from "../suites/suite.js";
import { formatInterval, formatValue } from "./format-value.js";
import { intervalBar } from "./interval-bar.js";
import { judgeAccuracy, judgeNote } from "./judge-note.js";
import { scoredRows } from "./key-figures.js";
import { markup, type Markup } from "./markup.js";
import { describeMetric } from "./metric-names.js";
import type { ReportRun } from "./report-run.js";
import { scrollable } from "./scrollable.js";

/** All scores of a run with intervals, drawn and written. */
export function scoreTable(run: ReportRun, suite: Suite, judge: JudgeError | null): Markup {
  const { metrics } = run.summary;
  const names = Object.keys(metrics).filter((name) => metrics[name] !== null);
  const missing = Object.keys(metrics).filter((name) => metrics[name] === null);
  return markup`<section aria-labelledby="scores"><h2 id="scores">All scores</h2>
<p>Intervals are 95% bootstrap intervals over the rows; n counts those with a value of their own. Where all n are alike no resample differs: read that as “fewer than 3 in n otherwise”, not as certainty. Bars run from 0 to 1, or from −1 where there is a tick at 0.</p>
${scrollable(
  "scores-caption",
  markup`<table class="all-scores"><caption id="scores-caption">Scores with 95% intervals</caption>
<thead><tr><th scope="col">Metric</th><th scope="col" class="direction">Good is</th><th scope="col" class="number">Value</th><th scope="col" class="number">95% interval</th><th scope="col" class="number">n</th><th scope="col">0 to 1</th></tr></thead>
<tbody>${names.map((name) => scoreRow(name, run, suite, judge))}</tbody></table>`,
)}
${missing.length > 0 && markup`<p class="note">Not measurable on this data: ${missing.map((name) => describeMetric(name).label).join("; ")}.</p>`}
${names.some((name) => describeMetric(name).judged) && judgeNote(judge)}
</section>`;
}

function scoreRow(name: string, { summary, rows }: ReportRun, suite: Suite, judge: JudgeError | null): Markup {
  const { label, meaning, unit, judged } = describeMetric(name);
  const value = summary.metrics[name] ?? null;
  const interval = summary.intervals[name];
  const from = (value ?? 0) < 0 || (interval?.[0] ?? 0) < 0 ? -1 : 0;
  const better = suite.metrics[name]?.better;
  return markup`<tr><th scope="row">${label}${
    judged && markup` <a class="judged" href="#judge" title="Decided by a judge; its error is below the table">J</a>`
  } <code>${name}</code>${meaning && markup`<span class="meaning">${meaning}${judged && ` (${judgeAccuracy(judge)})`}</span>`}</th>
<td class="direction">${better ? DIRECTIONS[better] : "–"}</td>
<td class="number strong">${formatValue(value, unit)}</td>
<td class="number">${interval ? formatInterval(interval, unit) : "–"}</td>
<td class="number">${scoredRows(name, rows) ?? "–"}</td>
<td class="bar">${(unit === "share" || unit === "score") && intervalBar(value, interval, from)}</td></tr>
`;
}

const DIRECTIONS = { higher: "high ↑", lower: "low ↓" };
