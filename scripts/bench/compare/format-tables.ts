import type { TargetResult } from "./compare.js";
import { ARMS, type Arm } from "./engines/engine.js";
import type { Spread, Summary } from "./summarize.js";

const NONE = "–";
const MEGABYTE = 1_000_000;

/** The comparison as Markdown: quality of all targets beside one another, then speed and cost target by target. */
export function formatTables(results: readonly TargetResult[]): string {
  return [
    "### nDCG@10",
    table(["engine", "search", ...results.map(({ target }) => target)], qualityRows(results)),
    ...results.flatMap((result) => [`### ${titleOf(result)}`, speedTable(result), costTable(result)]),
    failures(results),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function qualityRows(results: readonly TargetResult[]): string[][] {
  const engines = results[0]?.engines.map(({ engine }) => engine) ?? [];
  return engines.flatMap((engine, i) =>
    armNames
      .filter((arm) => results.some(({ engines }) => engines[i]!.summary[`${arm}.ndcg@10`]))
      .map((arm) => [engine, arm, ...results.map(({ engines }) => score(engines[i]!.summary[`${arm}.ndcg@10`]))]),
  );
}

function speedTable({ engines }: TargetResult): string {
  const rows = engines.flatMap(({ engine, summary }) =>
    armNames
      .filter((arm) => summary[`${arm}.p50`])
      .map((arm) => [
        engine,
        arm,
        score(summary[`${arm}.ndcg@10`]),
        withSpread(summary[`${arm}.p50`], milliseconds),
        withSpread(summary[`${arm}.p95`], milliseconds),
      ]),
  );
  return table(["engine", "search", "nDCG@10", "p50 ms (min..max)", "p95 ms (min..max)"], rows);
}

function costTable({ engines }: TargetResult): string {
  const rows = engines.map(({ engine, summary }) => [
    engine,
    withSpread(summary["build.seconds"], (seconds) => seconds.toFixed(1)),
    withSpread(summary["memory.rss"], megabytes),
    withSpread(summary["start.ms"], (ms) => ms.toFixed(0)),
    withSpread(summary["start.rss"], megabytes),
    perPassage(summary),
  ]);
  const columns = ["build s", "memory MB", "start from disk ms", "memory then MB", "KB a passage"];
  return table(["engine", ...columns], rows);
}

/** Of memory after a start from disk where there is one, else after the build. */
function perPassage(summary: Summary): string {
  const bytes = summary["start.rss"] ?? summary["memory.rss"];
  const passages = summary.passages;
  return bytes && passages ? (bytes.median / passages.median / 1_000).toFixed(1) : NONE;
}

function failures(results: readonly TargetResult[]): string {
  return results
    .flatMap(({ target, engines }) =>
      engines.flatMap(({ engine, failure }) => (failure ? [`- ${engine} failed on ${target}: ${failure}`] : [])),
    )
    .join("\n");
}

function titleOf({ target, engines }: TargetResult): string {
  const counts = engines.find(({ summary }) => summary.passages)?.summary;
  if (!counts) return target;
  const count = (name: string): string => counts[name]!.median.toLocaleString("en-US");
  return `${target}: ${count("passages")} passages, ${count("queries")} queries`;
}

export const armNames = Object.keys(ARMS) as Arm[];

const score = (figure: Spread | undefined): string => figure?.median.toFixed(4).replace(/^0/, "") ?? NONE;
const milliseconds = (ms: number): string => ms.toPrecision(3);
const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(0);

function withSpread(figure: Spread | undefined, format: (value: number) => string): string {
  if (!figure) return NONE;
  const [median, min, max] = [figure.median, figure.min, figure.max].map(format);
  return min === max ? median! : `${median} (${min}..${max})`;
}

export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
