import type { IngestSummary } from "../compose.js";
import { counted } from "./output.js";

/** Of the lines of one kind so many are printed, and the rest counted; `--json` has all. */
const MAX_LISTED = 5;

/** What an ingest did, on a line, and under it what its reader should know: linked and skipped files, warnings. */
export function formatIngestReport(report: IngestSummary): string {
  const { added, updated, unchanged, removed, passages, duplicates, problems, warnings, seconds } = report;
  const counts = [
    `${added} added`,
    `${updated} updated`,
    `${unchanged} unchanged`,
    `${removed} removed`,
    ...(problems.length > 0 ? [`${problems.length} skipped`] : []),
    counted(passages, "passage"),
  ].join(", ");
  const speed = passages > 0 ? ` (${formatSpeed(report)})` : "";
  const linked = duplicates.map(({ path, duplicateOf }) => `linked ${path}: it says the same as ${duplicateOf}`);
  const warned = warnings.map(({ message }) => `warning: ${message}`);
  return [
    `${counts}, in ${seconds.toFixed(1)} s${speed}`,
    ...[
      ...listed(linked, "linked"),
      ...skipped(problems),
      ...passedOver(report.otherFormats),
      ...listed(warned, "warnings"),
    ].map((line) => `  ${visible(line)}`),
  ].join("\n");
}

/** `passed over, as of other formats: 3 .png, 1 .py`, the most frequent first. */
function passedOver(otherFormats: IngestSummary["otherFormats"]): string[] {
  const all = Object.entries(otherFormats).sort(([, a], [, b]) => b - a);
  if (all.length === 0) return [];
  const named = all.slice(0, MAX_LISTED).map(([ending, count]) => `${count} ${ending || "without an ending"}`);
  const rest = all.slice(MAX_LISTED).reduce((sum, [, count]) => sum + count, 0);
  return [`passed over, as of other formats: ${[...named, ...(rest > 0 ? [`${rest} more`] : [])].join(", ")}`];
}

/** The files of each code with their reasons, and what to do about them. */
function skipped(problems: IngestSummary["problems"]): string[] {
  const codes = [...new Set(problems.map(({ code }) => code))];
  return codes.flatMap((code) => {
    const alike = problems.filter((problem) => problem.code === code);
    const lines = alike.map(({ path, message }) => `skipped ${path} (${code}): ${withoutPath(message, path)}`);
    const hints = [...new Set(alike.map(({ hint }) => hint))];
    return [...listed(lines, `skipped ${code}`), ...hints.map((hint) => `  ${hint}`)];
  });
}

/** Messages name their file, and records the line of theirs; a line that begins with it need not say it again. */
function withoutPath(message: string, path: string): string {
  const file = path.replace(/#[^#]*$/, "");
  const named = [path, file].find((name) => message.startsWith(`${name} `) || message.startsWith(`${name}, `));
  return named === undefined ? message : message.slice(named.length).replace(/^,? /, "");
}

/** Names of files may hold line breaks, and what steers a terminal: shown as `\n` and `\u001b`. */
function visible(line: string): string {
  return line.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    character === "\n" ? "\\n" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function formatSpeed({ passagesPerSecond, cachedEmbeddings }: IngestSummary): string {
  const speed = `${passagesPerSecond.toFixed(passagesPerSecond < 10 ? 1 : 0)} passages a second`;
  return cachedEmbeddings > 0 ? `${speed}, ${counted(cachedEmbeddings, "embedding")} from the cache` : speed;
}

function listed(lines: string[], kind: string): string[] {
  const more = lines.length - MAX_LISTED;
  // One line more takes no more room than saying so.
  return more > 1 ? [...lines.slice(0, MAX_LISTED), `${kind}: ${more} more, listed by --json`] : lines;
}
