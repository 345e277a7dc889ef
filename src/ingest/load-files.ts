import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { type ErrorCode, FootnoteError } from "../domain/errors.js";
import { fileFormat, refusal, whyNotRead } from "./file-format.js";
import { type IgnoreRules, readIgnoreRules } from "./ignore-rules.js";

export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** A file, or a record of one, that was left out, and why. */
export interface IngestProblem {
  path: string;
  code: ErrorCode;
  message: string;
  /** The next step. */
  hint: string;
}

/** What the named paths hold. All paths are absolute and sorted. */
export interface FoundFiles {
  files: string[];
  /** Folders (for a glob: the folder in front of its first wildcard) and files that were named. */
  roots: string[];
  problems: IngestProblem[];
  /** Numbers of files below named folders that are passed over, by how their names end: `{ ".png": 3, "": 1 }`. */
  otherFormats: Record<string, number>;
}

/**
 * Files of the supported formats in files, folders and globs. Below a named folder, hidden entries, `node_modules`, links
 * to folders and what `.gitignore` files leave out are passed over; a file that is named itself is taken in any case.
 * Archives, PDF and the like are problems, named or found, and stop nothing.
 *
 * @throws FootnoteError PATH_MISSING, and PATH_UNSUPPORTED for addresses
 */
export async function findFiles(paths: string[]): Promise<FoundFiles> {
  const files = new Set<string>();
  const roots = new Set<string>();
  const problems: IngestProblem[] = [];
  const refused = new Map<string, IngestProblem>();
  const others = new Map<string, number>();
  for (const path of paths) {
    const root = resolve(path);
    const kind = await kindOf(path, root);
    roots.add(kind === "glob" ? splitGlob(path).base : root);
    for await (const file of entriesOf(path, kind, { problems, others })) {
      const reason = whyNotRead(file);
      if (reason === null) files.add(file);
      else refused.set(file, toProblem(file, new FootnoteError("PATH_UNSUPPORTED", `${file} ${reason}.`)));
    }
  }
  return {
    files: [...files].sort(),
    roots: [...roots].sort(),
    problems: [...problems, ...refused.values()],
    otherFormats: Object.fromEntries(others),
  };
}

/** Path relative to `base` with forward slashes; absolute outside it. */
export function toDocumentId(base: string, path: string): string {
  const inside = relative(base, path);
  const isOutside = inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return (isOutside ? path : inside).replaceAll(sep, "/");
}

export function toProblem(path: string, { code, message, hint }: FootnoteError): IngestProblem {
  return { path, code, message, hint };
}

/** `name` is what messages call the file. @throws FootnoteError FILE_UNREADABLE, FILE_TOO_LARGE */
export async function readSource(path: string, name = path): Promise<Uint8Array> {
  try {
    const stats = await stat(path);
    const { size } = stats;
    // Reading a pipe would wait for somebody to write.
    if (!stats.isFile()) throw new FootnoteError("FILE_UNREADABLE", `${name} is not a regular file.`);
    if (size > MAX_FILE_BYTES) {
      const megabytes = Math.ceil(size / 1024 / 1024);
      throw new FootnoteError("FILE_TOO_LARGE", `${name} has ${megabytes} MB; the limit is 20 MB.`);
    }
    return await readFile(path);
  } catch (error) {
    throw error instanceof FootnoteError ? error : unreadable(name, error);
  }
}

/** What is noted of the folders on the way. */
interface Findings {
  problems: IngestProblem[];
  others: Map<string, number>;
}

type PathKind = "file" | "folder" | "glob";

async function kindOf(path: string, root: string): Promise<PathKind> {
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(path)?.[1];
  if (scheme) throw new FootnoteError("PATH_UNSUPPORTED", `${path}: reading from ${scheme} addresses comes later.`);
  const stats = await stat(root).catch(() => null);
  if (stats?.isDirectory()) return "folder";
  if (!stats && isDynamicPattern(path)) return "glob";
  if (!stats) throw new FootnoteError("PATH_MISSING", `${path} does not exist.`);
  return "file";
}

/** What is named itself, and below folders what is read or refused; other files say nothing by being there. */
async function* entriesOf(path: string, kind: PathKind, findings: Findings): AsyncGenerator<string> {
  if (kind === "file") {
    yield resolve(path);
    return;
  }
  const folder = kind === "glob" ? splitGlob(path).base : resolve(path);
  const rules = await readIgnoreRules(folder);
  yield* kind === "glob" ? expandGlob(path, rules) : walk(folder, rules, findings);
}

function isOfInterest(path: string): boolean {
  return fileFormat(path) !== null || refusal(path) !== null;
}

async function* walk(folder: string, rules: IgnoreRules, findings: Findings): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    findings.problems.push(toProblem(folder, unreadable(folder, error)));
    return [];
  });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    if (entry.isDirectory()) {
      if (!(await rules.ignores(path, "folder"))) yield* walk(path, rules, findings);
    } else if (
      (entry.isFile() || entry.isSymbolicLink()) &&
      isOfInterest(entry.name) &&
      !(await isFolderLink(path)) &&
      !(await rules.ignores(path, "file"))
    ) {
      yield path;
    } else if (entry.isFile() && !isOfInterest(entry.name) && !(await rules.ignores(path, "file"))) {
      const ending = extname(entry.name).toLowerCase();
      findings.others.set(ending, (findings.others.get(ending) ?? 0) + 1);
    }
  }
}

async function* expandGlob(pattern: string, rules: IgnoreRules): AsyncGenerator<string> {
  const { base, wildcards } = splitGlob(pattern);
  // Relative to the named folder, so that one inside node_modules can be named.
  const ignore = ["**/node_modules/**"];
  const options = { cwd: base, absolute: true, expandDirectories: false, followSymbolicLinks: false, ignore };
  for (const found of await glob(wildcards, options)) {
    const path = resolve(found);
    if (isOfInterest(path) && !(await rules.ignoresBelow(path))) yield path;
  }
}

/** `/site/docs/2*.md` in two: the folder `/site/docs` and the pattern `2*.md` in it. */
function splitGlob(pattern: string): { base: string; wildcards: string } {
  const parts = pattern.split("/");
  const first = parts.findIndex((part) => isDynamicPattern(part));
  const base = resolve(isAbsolute(pattern) ? "/" : ".", ...parts.slice(0, first));
  return { base, wildcards: parts.slice(first).join("/") };
}

async function isFolderLink(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

function unreadable(path: string, cause: unknown): FootnoteError {
  const reason = (cause as NodeJS.ErrnoException).code ?? "unknown reason";
  const [what, hint] = whyUnreadable(path, reason);
  return new FootnoteError("FILE_UNREADABLE", `${path} ${what}.`, { cause, ...(hint && { hint }) });
}

/** What is wrong with a file that was listed, and the next step where it is not to check permissions. */
function whyUnreadable(path: string, reason: string): [what: string, hint?: string] {
  if (reason === "ELOOP") return ["is a link that leads back to itself", "Remove the link, or let it lead to a file."];
  if (reason !== "ENOENT") return [`cannot be read (${reason})`];
  if (path.includes("\ufffd")) return ["has a name that is not UTF-8", "Rename the file; its name has to be UTF-8."];
  return ["is a link to what is not there, or was just removed", "Remove the link, or let it lead to a file."];
}

/** True when nothing is at the path any more, rather than out of reach for the moment. */
export async function isGone(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === "ENOENT" || error.code === "ENOTDIR",
  );
}
