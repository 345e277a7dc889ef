import { formatNumber, formatTable } from "../format-result.js";
import { finding } from "./finding.js";
import type { MetricComparison, RunComparison } from "./compare-runs.js";

const MAX_LISTED = 3;

/** A comparison for a terminal: what differs in the runs, every metric, and the rows that changed most. */
export function formatComparison(comparison: RunComparison): string {
  const { a, b, shared, onlyA, onlyB, differences, metrics, changed } = comparison;
  const unpaired = onlyA + onlyB > 0 ? ` (${onlyA} only in a, ${onlyB} only in b, left out)` : "";
  const parameters = differences.map(({ path, a, b }) => `  ${path}: ${JSON.stringify(a)} -> ${JSON.stringify(b)}`);
  const header = ["", "a", "b", "b - a", "95% interval", "p", "p (Holm)", "shows from", "better/worse/same"];
  const rows = Object.entries(metrics)
    .filter(([, metric]) => metric.a !== null || metric.b !== null)
    .map(([name, metric]) => [verdictMark(metric) + name, ...cells(metric)]);
  const examples = Object.entries(changed)
    .filter(([name]) => finding(metrics[name]!))
    .flatMap(([name, list]) => [
      `\n${name}: changed most`,
      ...list
        .slice(0, MAX_LISTED)
        .map(({ id, text, a, b }) => `  ${formatNumber(a)} -> ${formatNumber(b)}  ${id}  ${shorten(text)}`),
    ]);
  return [
    `a: ${a}\nb: ${b}\n${shared} shared rows${unpaired}`,
    differences.length > 0 ? `\nThe runs differ in\n${parameters.join("\n")}` : "\nThe runs have the same parameters.",
    `\n${formatTable([header, ...rows])}`,
    "+ better, - worse: p after Holm's correction below .05. 'shows from': the smallest difference seen in 4 of 5 such samples.",
    ...examples,
    "",
  ].join("\n");
}

function cells({
  a,
  b,
  difference,
  interval,
  pValue,
  adjustedPValue,
  detectableDifference,
  outcomes,
}: MetricComparison) {
  return [
    formatNumber(a),
    formatNumber(b),
    formatNumber(difference),
    interval ? `[${interval.map(formatNumber).join(", ")}]` : "-",
    formatNumber(pValue),
    formatNumber(adjustedPValue),
    formatNumber(detectableDifference),
    outcomes ? `${outcomes.wins}/${outcomes.losses}/${outcomes.ties}` : "-",
  ];
}

const MARKS = { better: "+ ", worse: "- ", changed: "  " };

function verdictMark(metric: MetricComparison): string {
  const found = finding(metric);
  return found ? MARKS[found] : "  ";
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
