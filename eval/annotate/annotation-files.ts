import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { FootnoteError } from "../../src/domain/errors.js";
import { invalidLine } from "../data/rows.js";
import { type Annotation, annotationSchema } from "./annotation.js";

/** Annotations of one rater by question. */
export type RaterAnnotations = Map<string, Annotation>;

const RATER_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** @throws FootnoteError SETTING_UNKNOWN */
export function checkRaterName(name: string): string {
  if (RATER_NAME.test(name)) return name;
  throw new FootnoteError("SETTING_UNKNOWN", `${JSON.stringify(name)} cannot be the name of a rater.`, {
    hint: "Use up to 40 letters, digits, - and _, as in --rater rater-1; it becomes the name of a file.",
  });
}

/**
 * The file of one rater, `annotations/<rater>.jsonl` in the run's folder: a line each time something is said, holding all
 * that is said of the question so far. The last line of a question counts.
 */
export function openAnnotations(
  folder: string,
  rater: string,
): { latest: RaterAnnotations; save(line: Annotation): void } {
  const path = join(folder, "annotations", `${checkRaterName(rater)}.jsonl`);
  mkdirSync(join(folder, "annotations"), { recursive: true });
  const latest = existsSync(path) ? readAnnotationFile(path) : new Map<string, Annotation>();
  if (existsSync(path)) mendEnd(path);
  return {
    latest,
    save(annotation) {
      appendFileSync(path, `${JSON.stringify(annotation)}\n`);
      latest.set(annotation.question, annotation);
    },
  };
}

/** What has been said of a run, by rater, in the order of their names. @throws FootnoteError DATA_INVALID */
export function readAnnotations(folder: string): Map<string, RaterAnnotations> {
  const directory = join(folder, "annotations");
  const files = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith(".jsonl")) : [];
  return new Map(
    files.sort().map((name) => [name.slice(0, -".jsonl".length), readAnnotationFile(join(directory, name))]),
  );
}

/** A last line cut short by a crash is left out; any other broken line is an error. */
function readAnnotationFile(path: string): RaterAnnotations {
  const lines = readFileSync(path, "utf8").split("\n");
  const latest: RaterAnnotations = new Map();
  for (const [index, line] of lines.entries()) {
    if (!line.trim()) continue;
    const value = parse(line);
    if (value === undefined && index === lines.length - 1) continue;
    const { success, data } = annotationSchema.safeParse(value);
    if (!success) throw invalidLine(path, index + 1, "this is not an annotation.");
    latest.set(data.question, data);
  }
  return latest;
}

/** Takes away a torn last line, or ends a whole one, so that the next line stands on its own. */
function mendEnd(path: string): void {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf("\n") + 1;
  if (end === bytes.length) return;
  if (parse(bytes.toString("utf8", end)) === undefined) truncateSync(path, end);
  else appendFileSync(path, "\n");
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
