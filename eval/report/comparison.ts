import { compareRuns, type ChangedRow, type MetricComparison, type RunComparison } from "../compare/compare-runs.js";
import { finding } from "../compare/finding.js";
import type { Suite } from "../suites/suite.js";
import { counted, formatDifference, formatValue } from "./format-value.js";
import { intervalBar } from "./interval-bar.js";
import { markup, type Markup } from "./markup.js";
import { describeMetric } from "./metric-names.js";
import { type ReportRun, shownPath } from "./report-run.js";
import { scrollable } from "./scrollable.js";

const MAX_CHANGED = 5;
/** How far the bars of differences reach to both sides: the first that holds them all. */
const REACHES = [0.1, 0.25, 0.5, 1, 2];

/**
 * The last run against each of the runs before it. Null for a single run.
 * @throws FootnoteError RUN_INVALID for runs without a shared row
 */
export function comparisonSection(runs: readonly ReportRun[], suite: Suite): Markup | null {
  const last = runs.at(-1)!;
  const earlier = runs.slice(0, -1);
  if (earlier.length === 0) return null;
  return markup`<section aria-labelledby="comparison"><h2 id="comparison">Comparison</h2>
<p>Differences are taken question by question and tested by permutation; “better” and “worse” stand where p, after Holm's correction for the number of metrics, is below 0.05. The others may be chance. Differences of percentages are in points.</p>
${earlier.map((run, i) => pair(compareRuns(run, last, suite), [run.name, last.name], `comparison-${i + 1}`))}
</section>`;
}

function pair(comparison: RunComparison, [a, b]: [string, string], id: string): Markup {
  const { shared, onlyA, onlyB } = comparison;
  const measured = Object.entries(comparison.metrics).filter(([, { difference }]) => difference !== null);
  const [same, metrics] = [measured.filter(([, metric]) => isSame(metric)), measured.filter(([, one]) => !isSame(one))];
  const reach = reachOf(metrics);
  return markup`<h3>${b} against ${a}</h3>
<p>${counted(shared, "shared row")}${onlyA + onlyB > 0 && `; ${onlyA} only in ${a} and ${onlyB} only in ${b} are left out`}.</p>
${parameterList(comparison)}
${same.length > 0 && markup`<p class="note">The same in both: ${same.map(([name]) => describeMetric(name).label).join("; ")}.</p>`}
${
  metrics.length > 0 &&
  scrollable(
    id,
    markup`<table class="compared"><caption id="${id}">${b} minus ${a}, with 95% intervals</caption><thead><tr><th scope="col">Metric</th><th scope="col" class="number">${a}</th><th scope="col" class="number">${b}</th><th scope="col" class="number">Difference</th><th scope="col">−${reach} to ${reach}</th><th scope="col" class="number">p (Holm)</th><th scope="col">Finding</th><th scope="col" class="number">Better / worse / same</th></tr></thead><tbody>${metrics.map(
      ([name, metric]) => metricRow(name, metric, reach),
    )}</tbody></table>`,
  )
}
${metrics.filter(([, metric]) => finding(metric)).map(([name]) => changedList(name, comparison.changed[name] ?? []))}`;
}

function metricRow(name: string, metric: MetricComparison, reach: number): Markup {
  const { label, unit } = describeMetric(name);
  const { a, b, difference, interval, adjustedPValue, outcomes } = metric;
  const found = finding(metric);
  const range = interval && `${formatDifference(interval[0], unit)} to ${formatDifference(interval[1], unit)}`;
  return markup`<tr><th scope="row">${label}</th><td class="number">${formatValue(a, unit)}</td><td class="number">${formatValue(b, unit)}</td><td class="number"><span class="strong">${formatDifference(difference, unit)}</span>${
    range && markup`<span class="meaning">${range}</span>`
  }</td><td>${isDrawn(name) && intervalBar(difference, interval ?? undefined, -reach, reach)}</td><td class="number">${adjustedPValue === null ? "–" : formatPValue(adjustedPValue)}</td><td${
    found && markup` class="${found}"`
  }>${found ?? "–"}</td><td class="number">${outcomes ? `${outcomes.wins} / ${outcomes.losses} / ${outcomes.ties}` : "–"}</td></tr>
`;
}

function isDrawn(name: string): boolean {
  return ["share", "score"].includes(describeMetric(name).unit);
}

function reachOf(metrics: readonly [string, MetricComparison][]): number {
  const ends = metrics
    .filter(([name]) => isDrawn(name))
    .flatMap(([, { difference, interval }]) => [difference ?? 0, ...(interval ?? [])].map(Math.abs));
  return REACHES.find((reach) => ends.every((end) => end <= reach)) ?? REACHES.at(-1)!;
}

/** Not by chance: no draw of the rows shows a difference. */
function isSame({ difference, interval }: MetricComparison): boolean {
  return difference === 0 && (interval === null || (interval[0] === 0 && interval[1] === 0));
}

function parameterList({ differences }: RunComparison): Markup {
  if (differences.length === 0) return markup`<p>The runs have the same parameters.</p>`;
  const shown = (value: unknown): string =>
    typeof value === "string" ? shownPath(value) : (JSON.stringify(value) ?? "–");
  return markup`<p>The runs differ in:</p><ul class="differences">${differences.map(
    ({ path, a, b }) => markup`<li><code>${path}</code>: ${shown(a)} → ${shown(b)}</li>`,
  )}</ul>`;
}

function changedList(name: string, rows: readonly ChangedRow[]): Markup | null {
  if (rows.length === 0) return null;
  const { label, unit } = describeMetric(name);
  return markup`<details class="data"><summary>${label}: what changed most</summary><ul>${rows
    .slice(0, MAX_CHANGED)
    .map(
      ({ text, a, b }) =>
        markup`<li>${formatValue(a, unit)} → ${formatValue(b, unit)}: <span dir="auto">${text}</span></li>`,
    )}</ul></details>`;
}

function formatPValue(pValue: number): string {
  return pValue < 0.001 ? "< 0.001" : formatValue(pValue, "score");
}
