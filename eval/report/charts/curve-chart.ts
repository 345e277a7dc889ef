import type { Curve, CurvePoint } from "../../metrics/curve.js";
import { thinCurve } from "../../metrics/curves.js";
import { formatValue } from "../format-value.js";
import { markup, type Markup } from "../markup.js";
import { createPlot, domainOf, type Domain, type Plot } from "./plot.js";

/** A curve in a picture of several, with its name in the legend; the last one is what the picture is about. */
export interface CurveSeries {
  label: string;
  curve: Curve;
}

export interface CurveChartOptions {
  id: string;
  title: string;
  description: string;
  /** What guessing (or perfect calibration) would look like: the diagonal. */
  diagonal?: string;
  /** Points stand for rows and are not joined by what lies between: circles as large as the rows behind them. */
  bins?: boolean;
  /** A place on the x axis to point out. */
  marker?: { x: number; label: string };
}

const MAX_POINTS = 120;
const MAX_OTHERS = 3;

export function curveChart(series: readonly CurveSeries[], options: CurveChartOptions): Markup {
  const shown = series.slice(-1 - MAX_OTHERS).filter(({ curve }) => curve.points.length > 0);
  const axes = shown.at(-1)!.curve.axes;
  const all = shown.flatMap(({ curve }) => curve.points);
  const square: Domain = [0, 1];
  const domains = options.diagonal
    ? { x: square, y: square }
    : { x: domainOf(all.map(({ x }) => x)), y: domainOf(all.map(({ y }) => y)) };
  const plot = createPlot({ ...options, labels: axes, domains });
  const lines = shown.map(({ curve }, i) => line(plot, curve.points, runClass(i, shown.length)));
  const content = markup`${options.diagonal && diagonal(plot)}${options.marker && marker(plot, options.marker)}${lines}${options.bins && circles(plot, shown.at(-1)!.curve.points)}`;
  return markup`${plot.frame(content)}${legend(shown, options.diagonal)}`;
}

function runClass(index: number, count: number): string {
  return index === count - 1 ? "run-main" : `run-other-${count - 1 - index}`;
}

function line(plot: Plot, points: readonly CurvePoint[], className: string): Markup {
  const places = thinCurve(points, MAX_POINTS).map(({ x, y }) => `${plot.x(x)},${plot.y(y)}`);
  return markup`<polyline class="curve ${className}" points="${places.join(" ")}"/>`;
}

function diagonal(plot: Plot): Markup {
  return markup`<line class="diagonal" x1="${plot.x(0)}" y1="${plot.y(0)}" x2="${plot.x(1)}" y2="${plot.y(1)}"/>`;
}

/** A vertical line, its label on the side with more room. */
function marker(plot: Plot, { x, label }: { x: number; label: string }): Markup {
  const { top, bottom } = plot;
  const side = x > 0.5 ? { anchor: "end", shift: -6 } : { anchor: "start", shift: 6 };
  return markup`<line class="marker" x1="${plot.x(x)}" x2="${plot.x(x)}" y1="${top}" y2="${bottom}"/><text x="${plot.x(x)}" dx="${side.shift}" y="${top + 12}" text-anchor="${side.anchor}">${label}</text>`;
}

function circles(plot: Plot, points: readonly CurvePoint[]): Markup[] {
  const most = Math.max(...points.map(({ n }) => n ?? 1));
  return points.map(({ x, y, n }) => {
    const radius = 3 + 7 * Math.sqrt((n ?? most) / most);
    const said = `${formatValue(x, "score")}, ${formatValue(y, "score")}${n === undefined ? "" : `, ${n} rows`}`;
    return markup`<circle class="bin" cx="${plot.x(x)}" cy="${plot.y(y)}" r="${radius.toFixed(1)}"><title>${said}</title></circle>`;
  });
}

function legend(series: readonly CurveSeries[], diagonalName?: string): Markup | null {
  if (series.length < 2 && !diagonalName) return null;
  const entry = (className: string, name: string): Markup =>
    markup`<li><svg width="28" height="8" aria-hidden="true"><line class="${className}" x1="0" x2="28" y1="4" y2="4"/></svg> ${name}</li>`;
  return markup`<ul class="legend">${series.map(({ label }, i) => entry(`curve ${runClass(i, series.length)}`, label))}${
    diagonalName && entry("diagonal", diagonalName)
  }</ul>`;
}
