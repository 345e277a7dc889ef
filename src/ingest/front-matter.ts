import { splitTags } from "./source-metadata.js";

/** The values at the head of a Markdown file, and the text after them. */
export interface FrontMatter {
  values: Map<string, string>;
  /** Of `tags` or `keywords`: `a, b`, `[a, b]`, or a line `- a` for each. */
  tags: string[];
  body: string;
}

/**
 * Reads front matter between `---` lines: the part of YAML that is `key: value` on one line, with or without quotes; and
 * between `+++` lines, as Hugo writes it, that part of TOML. Nested values, and lists of anything but tags, are passed over. A file that begins with a thematic break instead is all body.
 */
export function readFrontMatter(text: string): FrontMatter {
  const block =
    /^---[ \t]*\n([\s\S]*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text) ??
    /^\+\+\+[ \t]*\n([\s\S]*?\n)?\+\+\+[ \t]*(?:\n|$)/.exec(text);
  const lines = linesOf(block?.[1] ?? "", text.startsWith("+++"));
  const first = lines.find((line) => line.trim() && !line.startsWith("#"));
  if (!block || (first !== undefined && !/^[\w.-]+\s*:(?:\s|$)/.test(first)))
    return { values: new Map(), tags: [], body: text };
  const values = new Map<string, string>();
  for (const line of lines) {
    const [, key, value] = /^([\w.-]+)\s*:\s+(.+)$/.exec(line) ?? [];
    if (key && value) values.set(key.toLowerCase(), unquote(value.trim()));
  }
  return { values, tags: readTags(lines), body: text.slice(block[0].length) };
}

/** TOML as the YAML that says the same; what stands below the name of a table belongs to that. */
function linesOf(block: string, isToml: boolean): string[] {
  const lines = block.split("\n");
  if (!isToml) return lines;
  const table = lines.findIndex((line) => /^\s*\[/.test(line));
  return lines.slice(0, table < 0 ? undefined : table).map((line) => line.replace(/^\s*([\w.-]+)\s*=\s*/, "$1: "));
}

function readTags(lines: string[]): string[] {
  const first = lines.findIndex((line) => /^(?:tags|keywords)\s*:/i.test(line));
  if (first < 0) return [];
  const value = lines[first]!.replace(/^\w+\s*:\s*/, "").trim();
  if (value) return splitTags(unquote(value).replace(/^\[(.*)\]$/, "$1")).map(unquote);
  const after = lines.slice(first + 1);
  const end = after.findIndex((line) => !/^\s*-\s/.test(line));
  return after.slice(0, end < 0 ? undefined : end).map((line) => unquote(line.replace(/^\s*-\s+/, "").trim()));
}

function unquote(value: string): string {
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(value);
  if (double) return double[1]!.replace(/\\(["\\])/g, "$1");
  const single = /^'((?:[^']|'')*)'/.exec(value);
  if (single) return single[1]!.replaceAll("''", "'");
  return value.replace(/\s+#.*$/, "");
}
