import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { type ErrorCode, FootnoteError } from "../domain/errors.js";

const EXTENSIONS = [".md", ".markdown", ".html", ".htm", ".txt", ".text"];
const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** A file that was left out, and why. */
export interface IngestProblem {
  path: string;
  code: ErrorCode;
  message: string;
}

/** What the named paths hold. All paths are absolute and sorted. */
export interface FoundFiles {
  files: string[];
  /** Folders (for a glob: the folder in front of its first wildcard) and files that were named. */
  roots: string[];
  problems: IngestProblem[];
}

/**
 * Files of the supported formats in files, folders and globs. Below a named folder, hidden entries, `node_modules` and
 * links to folders are passed over.
 *
 * @throws FootnoteError PATH_MISSING, PATH_UNSUPPORTED
 */
export async function findFiles(paths: string[]): Promise<FoundFiles> {
  const files = new Set<string>();
  const roots = new Set<string>();
  const problems: IngestProblem[] = [];
  for (const path of paths) {
    const root = resolve(path);
    const kind = await kindOf(path, root);
    roots.add(kind === "glob" ? splitGlob(path).base : root);
    const found = kind === "file" ? [root] : kind === "folder" ? walk(root, problems) : await expandGlob(path);
    for await (const file of found) files.add(file);
  }
  return { files: [...files].sort(), roots: [...roots].sort(), problems };
}

/** Path relative to `base` with forward slashes; absolute outside it. */
export function toDocumentId(base: string, path: string): string {
  const inside = relative(base, path);
  const isOutside = inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return (isOutside ? path : inside).replaceAll(sep, "/");
}

/** @throws FootnoteError FILE_UNREADABLE, FILE_TOO_LARGE */
export async function readSource(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) {
      const megabytes = Math.ceil(size / 1024 / 1024);
      throw new FootnoteError("FILE_TOO_LARGE", `${path} has ${megabytes} MB; the limit is 20 MB.`);
    }
    return await readFile(path);
  } catch (error) {
    throw error instanceof FootnoteError ? error : unreadable(path, error);
  }
}

async function kindOf(path: string, root: string): Promise<"file" | "folder" | "glob"> {
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(path)?.[1];
  if (scheme) throw new FootnoteError("PATH_UNSUPPORTED", `${path}: reading from ${scheme} addresses comes later.`);
  const stats = await stat(root).catch(() => null);
  if (stats?.isDirectory()) return "folder";
  if (!stats && isDynamicPattern(path)) return "glob";
  if (!stats) throw new FootnoteError("PATH_MISSING", `${path} does not exist.`);
  if (/\.(?:pdf|jsonl)$/i.test(path)) {
    throw new FootnoteError("PATH_UNSUPPORTED", `${path}: reading PDF and JSONL files comes later.`);
  }
  if (!isSupported(path)) {
    throw new FootnoteError("PATH_UNSUPPORTED", `${path} is none of ${EXTENSIONS.join(", ")}.`);
  }
  return "file";
}

function isSupported(path: string): boolean {
  return EXTENSIONS.some((extension) => path.toLowerCase().endsWith(extension));
}

async function* walk(folder: string, problems: IngestProblem[]): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const { code, message } = unreadable(folder, error);
    problems.push({ path: folder, code, message });
    return [];
  });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    if (entry.isDirectory()) yield* walk(path, problems);
    else if (isSupported(entry.name) && !(await isFolderLink(path))) yield path;
  }
}

async function expandGlob(pattern: string): Promise<string[]> {
  const { base, wildcards } = splitGlob(pattern);
  // Relative to the named folder, so that one inside node_modules can be named.
  const ignore = ["**/node_modules/**"];
  const options = { cwd: base, absolute: true, expandDirectories: false, followSymbolicLinks: false, ignore };
  const found = await glob(wildcards, options);
  return found.map((path) => resolve(path)).filter(isSupported);
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
  return new FootnoteError("FILE_UNREADABLE", `${path} cannot be read (${reason}).`, { cause });
}

/** True when nothing is at the path any more, rather than out of reach for the moment. */
export async function isGone(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === "ENOENT" || error.code === "ENOTDIR",
  );
}
