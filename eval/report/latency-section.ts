import { latencyChart } from "./charts/latency-chart.js";
import { counted, formatDuration } from "./format-value.js";
import { stageLatencies } from "./latency.js";
import { markup, type Markup } from "./markup.js";
import type { ReportRun } from "./report-run.js";

/** Where the time goes. Null when model outputs came from the cache, or nothing was timed: such times say nothing. */
export function latencySection({ parameters, rows }: ReportRun): Markup | null {
  const latencies = parameters.cached ? null : stageLatencies(rows);
  if (!latencies) return null;
  const { n, stages } = latencies;
  return markup`<section aria-labelledby="latency"><h2 id="latency">Latency by stage</h2>
<p>Stages are measured one by one over ${counted(n, "question")}; their percentiles add up to a little more or less than that of the total.</p>
<figure>${latencyChart(stages)}</figure>
<table class="narrow"><caption>Time by stage</caption><thead><tr><th scope="col">Stage</th><th scope="col" class="number">Median</th><th scope="col" class="number">95th percentile</th></tr></thead><tbody>${stages.map(
    ({ stage, median, p95 }) =>
      markup`<tr${stage === "total" && markup` class="total"`}><th scope="row">${stage}</th><td class="number">${formatDuration(median)}</td><td class="number">${formatDuration(p95)}</td></tr>`,
  )}</tbody></table>
</section>`;
}
