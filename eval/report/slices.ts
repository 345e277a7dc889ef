import type { SliceSummary } from "../runs/run-folder.js";
import { formatValue } from "./format-value.js";
import { markup, type Markup } from "./markup.js";
import { describeMetric } from "./metric-names.js";
import type { ReportRun } from "./report-run.js";
import { scrollable } from "./scrollable.js";

/** Below this a figure of a group moves by 5 points and more with a single row. */
const FEW_ROWS = 20;

/** The metrics that matter, by group. Null when the rows fall into no groups. */
export function slicesSection({ summary }: ReportRun, metrics: readonly string[]): Markup | null {
  const slices = Object.entries(summary.slices);
  if (slices.length === 0) return null;
  const few = slices.some(([, groups]) => Object.values(groups).some(({ n }) => n < FEW_ROWS));
  return markup`<section aria-labelledby="slices"><h2 id="slices">Slices</h2>
<p>The same figures for parts of the data.${few && ` Groups of fewer than ${FEW_ROWS} rows are marked “few”: their figures move a lot by chance.`}</p>
${slices.map(([name, groups], i) => sliceTable(name, groups, metrics, `slice-${i + 1}`))}
</section>`;
}

function sliceTable(
  name: string,
  groups: Record<string, SliceSummary>,
  metrics: readonly string[],
  id: string,
): Markup {
  const columns = metrics.filter((metric) =>
    Object.values(groups).some((group) => typeof group.metrics[metric] === "number"),
  );
  const ordered = Object.entries(groups).sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  const rows = ordered.map(([group, { n, metrics: values }]) => {
    const few = n < FEW_ROWS;
    return markup`<tr${few && markup` class="few"`}><th scope="row">${group}</th><td class="number">${n}${few && markup` <span class="badge">few</span>`}</td>${columns.map(
      (metric) => markup`<td class="number">${formatValue(values[metric], describeMetric(metric).unit)}</td>`,
    )}</tr>`;
  });
  return scrollable(
    id,
    markup`<table><caption id="${id}">By ${name}</caption><thead><tr><th scope="col">${name}</th><th scope="col" class="number">n</th>${columns.map(
      (metric) => markup`<th scope="col" class="number">${describeMetric(metric).label}</th>`,
    )}</tr></thead><tbody>${rows}</tbody></table>`,
  );
}
