import { formatDuration } from "../format-value.js";
import type { StageLatency } from "../latency.js";
import { markup, type Markup } from "../markup.js";

const WIDTH = 640;
const LEFT = 64;
const RIGHT = 560;
const BAR = { height: 34, gap: 18, top: 8 };

/** Two stacked bars, median and 95th percentile, a part for each stage. `total` is no part. */
export function latencyChart(stages: readonly StageLatency[]): Markup {
  const parts = stages.filter(({ stage }) => stage !== "total");
  const sum = (key: "median" | "p95"): number => parts.reduce((total, part) => total + part[key], 0);
  const longest = Math.max(sum("p95"), sum("median"), Number.MIN_VALUE);
  const bars = (["median", "p95"] as const).map((key, row) => {
    const y = BAR.top + row * (BAR.height + BAR.gap);
    let from = 0;
    const pieces = parts.map((part, i) => {
      const start = LEFT + (from / longest) * (RIGHT - LEFT);
      const width = (part[key] / longest) * (RIGHT - LEFT);
      from += part[key];
      return markup`<rect class="stage-${i + 1}" x="${start.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${BAR.height}"><title>${part.stage}, ${key}: ${formatDuration(part[key])}</title></rect>`;
    });
    const end = LEFT + (from / longest) * (RIGHT - LEFT);
    return markup`<text class="axis" x="${LEFT - 10}" y="${y + BAR.height / 2}" dy="0.32em" text-anchor="end">${key}</text>${pieces}<text class="axis" x="${(end + 8).toFixed(1)}" y="${y + BAR.height / 2}" dy="0.32em">${formatDuration(from)}</text>`;
  });
  const described = parts.map(({ stage, median, p95 }) => `${stage} ${formatDuration(median)}, ${formatDuration(p95)}`);
  const height = BAR.top + 2 * BAR.height + BAR.gap + 8;
  return markup`<svg class="chart wide" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="latency-title latency-description"><title id="latency-title">Time by stage</title><desc id="latency-description">Median and 95th percentile: ${described.join("; ")}.</desc>${bars}</svg>
<ul class="legend">${parts.map(
    ({ stage }, i) =>
      markup`<li><svg width="12" height="12" aria-hidden="true"><rect class="stage-${i + 1}" width="12" height="12" rx="2"/></svg> ${stage}</li>`,
  )}</ul>`;
}
