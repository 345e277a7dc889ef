import type { Measured } from "../../eval/metrics/mean.js";
import type { Interval } from "../../eval/statistics/bootstrap.js";

export interface BaselineEntry {
  /** Suite and data set. */
  name: string;
  command: string;
  n: number;
  figures: { metric: string; value: Measured; interval: Interval | null }[];
}

const HEAD = `# Results

Where the engine stands on every development set: profile \`balanced\`, no key, no language model. Made by
\`npx tsx scripts/eval/baseline.ts\`; each line has the command that measures it alone (after
\`npm run -s footnote --\`). In brackets the 95% bootstrap interval. What each metric means: [evaluation.md](evaluation.md).
Thresholds and models were chosen on some of these sets ([which](evaluation.md#what-chose-the-defaults)), so none of this is a
test result for those.

`;

/** The figures as a Markdown page, one table a suite. */
export function formatBaseline(entries: BaselineEntry[]): string {
  const suites = [...new Set(entries.map(({ name }) => name.split(" ")[0]!))];
  const sections = suites.map((suite) => {
    const rows = entries
      .filter(({ name }) => name.startsWith(`${suite} `))
      .map(({ command, n, figures }) => `| \`${command}\` | ${n} | ${figures.map(formatFigure).join("<br>")} |`);
    return `## ${suite}\n\n| command | n | figures |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return HEAD + sections.join("\n");
}

function formatFigure({ metric, value, interval }: BaselineEntry["figures"][number]): string {
  if (value === null) return `${metric} -`;
  return `${metric} **${short(value)}**${interval ? ` [${interval.map(short).join(", ")}]` : ""}`;
}

/** Three decimals without the leading zero; larger values with one. */
function short(value: number): string {
  return Math.abs(value) > 1 ? value.toFixed(1) : value.toFixed(3).replace(/^(-?)0\./, "$1.");
}
