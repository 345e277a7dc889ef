import { readFile, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

/** What the `.gitignore` files in and above a folder leave out. */
export interface IgnoreRules {
  /** Whether an entry below the folder is left out; that of its parent folders has been asked before. */
  ignores(path: string, kind: "file" | "folder"): Promise<boolean>;
  /** Whether a file is left out, by itself or with one of the folders between it and the folder of the rules. */
  ignoresBelow(path: string): Promise<boolean>;
}

/**
 * Reads `.gitignore` files as Git does (https://git-scm.com/docs/gitignore): a deeper file decides before a higher one,
 * and the last matching line of a file decides in it. Files above `folder` count up to the root of its repository,
 * unless they leave out `folder` itself: who names an ignored folder wants what is in it.
 */
export async function readIgnoreRules(folder: string): Promise<IgnoreRules> {
  const matchers = new Map<string, Promise<Ignore | null>>();
  let top = await repositoryRoot(folder);
  if (top !== folder && (await isIgnoredWithParents(folder, "folder", top))) top = folder;

  function matcherOf(directory: string): Promise<Ignore | null> {
    let matcher = matchers.get(directory);
    if (!matcher) matchers.set(directory, (matcher = readMatcher(join(directory, ".gitignore"))));
    return matcher;
  }

  async function isIgnored(path: string, kind: "file" | "folder", highest: string): Promise<boolean> {
    for (let directory = dirname(path); ; directory = dirname(directory)) {
      const matcher = await matcherOf(directory);
      const inside = relative(directory, path).replaceAll(sep, "/");
      const { ignored, unignored } = matcher?.test(kind === "folder" ? `${inside}/` : inside) ?? {};
      if (ignored || unignored) return Boolean(ignored);
      if (directory === highest || directory === dirname(directory)) return false;
    }
  }

  async function isIgnoredWithParents(path: string, kind: "file" | "folder", highest: string): Promise<boolean> {
    const names = relative(highest, path).split(sep);
    for (let depth = 1; depth <= names.length; depth++) {
      const entry = join(highest, ...names.slice(0, depth));
      if (await isIgnored(entry, depth < names.length ? "folder" : kind, highest)) return true;
    }
    return false;
  }

  return {
    ignores: (path, kind) => isIgnored(path, kind, top),
    ignoresBelow: (path) => isIgnoredWithParents(path, "file", top),
  };
}

/** The nearest folder at or above with a `.git` in it; the folder itself when there is none. */
async function repositoryRoot(folder: string): Promise<string> {
  for (let directory = folder; ; directory = dirname(directory)) {
    if (await stat(join(directory, ".git")).catch(() => null)) return directory;
    if (directory === dirname(directory)) return folder;
  }
}

/** Null where there is no such file, or none that can be read: nothing is left out by it then. */
async function readMatcher(path: string): Promise<Ignore | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  return text === null ? null : ignore({ ignorecase: false }).add(text);
}
