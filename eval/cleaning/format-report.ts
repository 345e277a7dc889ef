import type { Finding, FindingCounts, RowPlace } from "./findings.js";
import type { CleaningReport } from "./report.js";

/** Removed rows shown for each step. */
const EXAMPLES = 3;
const SHOWN_CHARACTERS = 100;

/** A report for a reader at a terminal: files, then each step with its counts, then examples of what was removed. */
export function formatReport(report: CleaningReport, removed: readonly Finding[]): string {
  const { files, orderOfProtection } = report;
  const sections = [
    files.map(
      ({ name, rowsRead, rowsKept, rowsChanged }) =>
        `${name}: ${rowsRead} rows read, ${rowsRead - rowsKept} removed, ${rowsKept} kept, ${rowsChanged} of them changed`,
    ),
    orderOfProtection.length > 1 ? [`repeats are removed from the later of: ${orderOfProtection.join(", ")}`] : [],
    formatCounts("Removed", report.removed),
    formatCounts("Changed", report.changed),
    formatCounts("Flagged, kept", report.flagged),
    formatExamples(removed),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function formatCounts(title: string, counts: FindingCounts): string[] {
  const lines = Object.entries(counts).flatMap(([step, byFile]) =>
    Object.entries(byFile).flatMap(([file, byReason]) =>
      Object.entries(byReason).map(([reason, count]) => `  ${String(count).padStart(7)}  ${step}: ${reason} (${file})`),
    ),
  );
  return lines.length > 0 ? [title, ...lines] : [`${title}: none`];
}

function formatExamples(removed: readonly Finding[]): string[] {
  const shown = new Map<string, number>();
  const examples = removed.filter(({ step }) => {
    const count = (shown.get(step) ?? 0) + 1;
    shown.set(step, count);
    return count <= EXAMPLES;
  });
  const lines = examples.map(({ step, reason, of, detail, text, ...place }) =>
    [
      `  ${step}: ${formatPlace(place)}: ${reason}`,
      of ? ` (${formatPlace(of)})` : "",
      detail ? `: ${detail}` : "",
      text ? `: ${JSON.stringify(text.slice(0, SHOWN_CHARACTERS))}` : "",
    ].join(""),
  );
  return lines.length > 0 ? [`Examples of rows removed (all of them: removed.jsonl)`, ...lines] : [];
}

function formatPlace({ file, line, id }: RowPlace): string {
  return `${file}:${line}${id === null ? "" : ` id ${id}`}`;
}
