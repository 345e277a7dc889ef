import type { Suite } from "../suites/suite.js";
import { comparisonSection } from "./comparison.js";
import { curvesSection } from "./curves.js";
import { failuresSection } from "./failures.js";
import { dataName, reportHead, titleOf } from "./head.js";
import type { JudgeError } from "../judges/judge-error.js";
import { keyFigures } from "./key-figures.js";
import { latencySection } from "./latency-section.js";
import { markup } from "./markup.js";
import { page } from "./page.js";
import type { ReportRun } from "./report-run.js";
import { runDetails } from "./run-details.js";
import { scoreTable } from "./score-table.js";
import { slicesSection } from "./slices.js";

export interface ReportOptions {
  /** The suite of the runs: what its metrics are, and which way is good. */
  suite: Suite;
  /** What is known of the judge behind the citation scores. */
  judge?: JudgeError | null;
}

/**
 * The last of the runs as one HTML page, beside the runs before it: scores, curves, latencies, slices and failures. The
 * same runs give the same page. All runs are of one suite; there is at least one.
 */
export function renderReport(runs: readonly ReportRun[], { suite, judge = null }: ReportOptions): string {
  const run = runs.at(-1)!;
  const metrics = keyFigures(run);
  const sections = [
    ["scores", "Scores", scoreTable(run, suite, judge)],
    ["comparison", "Comparison", comparisonSection(runs, suite)],
    ["curves", "Curves", curvesSection(runs)],
    ["latency", "Latency", latencySection(run)],
    ["slices", "Slices", slicesSection(run, metrics)],
    ["failures", "Failures", failuresSection(run, suite)],
    ["run", "The run", runDetails(run)],
  ] as const;
  const present = sections.filter(([, , content]) => content !== null);
  return page(
    `${titleOf(run.parameters.suite)}: ${dataName(run.parameters)} – Footnote evaluation`,
    present.map(([id, label]) => [id, label]),
    markup`${reportHead(run, metrics, judge)}
${present.map(([, , content]) => content)}`,
  );
}
