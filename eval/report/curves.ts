import type { Curve, CurvePoint } from "../metrics/curve.js";
import { thinCurve } from "../metrics/curves.js";
import { isAnswerRow } from "./answer-row.js";
import { curveChart } from "./charts/curve-chart.js";
import { type CurveGroup, groupCurves } from "./curve-groups.js";
import { readingOf } from "./curve-readings.js";
import { formatValue } from "./format-value.js";
import { markup, type Markup } from "./markup.js";
import type { ReportRun } from "./report-run.js";

const TABLE_POINTS = 12;

/** The curves of the last run, with those of the runs before it drawn thinner. Null when it has none. */
export function curvesSection(runs: readonly ReportRun[]): Markup | null {
  const groups = groupCurves(runs);
  if (groups.length === 0) return null;
  return markup`<section aria-labelledby="curves"><h2 id="curves">Curves</h2>
<div class="charts">${groups.map((group, i) => figure(group, `curve-${i + 1}`, runs.at(-1)!))}</div>
</section>`;
}

function figure({ kind, main, series }: CurveGroup, id: string, run: ReportRun): Markup {
  const { title, howToRead, diagonal, bins, figure } = readingOf(kind);
  const { axes, points } = main;
  const summary = figure?.(points);
  const place = ({ x, y }: CurvePoint): string => `(${formatValue(x, "score")}, ${formatValue(y, "score")})`;
  const description = `${axes.y} against ${axes.x}, from ${place(points[0]!)} to ${place(points.at(-1)!)}. ${howToRead}`;
  const marker = kind === "risk-coverage" ? answeredShare(run) : undefined;
  return markup`<figure><h3>${title}</h3>
${curveChart(series, { id, title, description, diagonal, bins, marker })}
<figcaption>${howToRead}${summary && markup` <strong>${summary}</strong>`}</figcaption>
<details class="data"><summary>Numbers<span class="visually-hidden"> of ${title}</span></summary>${pointTable(title, main)}</details></figure>
`;
}

/** Where the run stands on the curve. */
function answeredShare({ rows }: ReportRun): { x: number; label: string } | undefined {
  const asked = rows.filter(isAnswerRow);
  if (asked.length === 0) return undefined;
  const share = asked.filter(({ abstained }) => !abstained).length / asked.length;
  return { x: share, label: `this run: ${formatValue(share, "share")}` };
}

function pointTable(title: string, { axes, points }: Curve): Markup {
  const shown = thinCurve(points, TABLE_POINTS);
  const thresholds = shown.some(({ threshold }) => threshold !== undefined);
  const counts = shown.some(({ n }) => n !== undefined);
  const heading = (label: string): Markup => markup`<th scope="col" class="number">${label}</th>`;
  const cell = (value: number | undefined): Markup => markup`<td class="number">${formatValue(value, "score")}</td>`;
  const rows = shown.map(
    ({ x, y, threshold, n }) =>
      markup`<tr>${cell(x)}${cell(y)}${thresholds && cell(threshold)}${counts && markup`<td class="number">${n ?? "–"}</td>`}</tr>`,
  );
  return markup`<div class="scroll"><table><caption>${title}: ${shown.length} of ${points.length} points</caption><thead><tr>${heading(axes.x)}${heading(axes.y)}${
    thresholds && heading("threshold")
  }${counts && heading("n")}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
