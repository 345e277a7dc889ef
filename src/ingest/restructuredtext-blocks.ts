import type { Block } from "./extracted-document.js";
import { dedent, indentedRun, runOf } from "./indented-lines.js";
import { reStructuredTextInline as inline } from "./restructuredtext-inline.js";
import { csvTable, listTable, reStructuredTextTable } from "./restructuredtext-table.js";

const ADORNMENT = /^([!-/:-@[-`{-~])\1+\s*$/;
const LIST_ITEM = /^(\s*)([-*+•]|(?:\d{1,3}|#)[.)])\s+(?=\S)/;
const DIRECTIVE = /^\.\.\s+(?:\|[^|]+\|\s+)?([\w:+.-]+)::\s*(.*)$/;
const TABLE_LINE = /^\s*(?:\+[-=+]{3,}\+|=+(?:\s+=+)+)\s*$/;
const OPTION = /^:[\w -]+:(?:\s|$)/;
/** Directives whose body is code; that of all others is text, or nothing a reader sees. */
const CODE = /^(?:code|code-block|sourcecode|parsed-literal|doctest|testcode|prompt|literalinclude|math|graphviz)$/;
const UNSEEN =
  /^(?:image|figure|toctree|contents|index|include|raw|highlight|meta|module|currentmodule|autoclass|automodule|autofunction|replace|unicode|default-role|role|sectnum|testsetup|testcleanup)$/;
const LABELLED = /^(?:note|warning|tip|hint|important|caution|danger|attention|error|seealso)$/;
const VERSIONS = new Map([
  ["versionadded", "Added in version "],
  ["versionchanged", "Changed in version "],
  ["deprecated", "Deprecated since version "],
]);
/** Directives whose argument is a setting, not text. */
const SET = /^(?:only|class|rst-class|container|cssclass|highlightlang)$/;
/** Fields that steer a documentation generator. */
const SETTING_FIELD = /^:(?:orphan|tocdepth|nosearch|nocomments|date):/i;
const MAX_TABLE_LINES = 500;
/** Directives nest by indentation; deeper ones are text. */
const MAX_NESTING = 20;

/** Blocks of the lines of reStructuredText, in reading order. */
export function reStructuredTextBlocks(lines: string[], nesting = 0): Block[] {
  const blocks: Block[] = [];
  /** Adornments in the order of their first use: a title's level is the place of its own. */
  const styles: string[] = [];
  let i = 0;
  while (i < lines.length) {
    const line = lines[i]!;
    const title = titleAt(lines, i);
    if (!line.trim()) i++;
    else if (title) {
      if (!styles.includes(title.style)) styles.push(title.style);
      blocks.push({ kind: "heading", level: styles.indexOf(title.style) + 1, text: inline(title.text) });
      i += title.lines;
    } else if (/^\.\.(?:\s|$)|^__\s/.test(line)) {
      const body = indentedRun(lines, i + 1);
      blocks.push(...directiveBlocks(line, body, nesting));
      i += 1 + body.length;
    } else if (ADORNMENT.test(line) && line.trim().length >= 4 && !lines[i + 1]?.trim()) {
      i++; // A transition between paragraphs.
    } else if (TABLE_LINE.test(line)) {
      const end = tableEnd(lines, i);
      const table = dedent(lines.slice(i, end));
      blocks.push(...(reStructuredTextTable(table) ?? [{ kind: "code", text: table.join("\n"), language: null }]));
      i = end;
    } else if (/^(?:>>> |\.\.\. )/.test(line)) {
      const run = runOf(lines, i, (next) => Boolean(next.trim()));
      blocks.push({ kind: "code", text: run.join("\n"), language: "python" });
      i += run.length;
    } else {
      const run = runOf(lines, i, (next, at) => Boolean(next.trim()) && !(at > i && titleAt(lines, at)));
      i += run.length;
      blocks.push(...paragraphBlocks(run));
      if (/::\s*$/.test(run.at(-1)!)) {
        const indentation = /^\s*/.exec(run.at(-1)!)![0].length;
        const literal = indentedRun(lines, i, indentation + 1);
        if (literal.length > 0) blocks.push({ kind: "code", text: dedent(literal).join("\n"), language: null });
        i += literal.length;
      }
    }
  }
  return blocks.filter(({ text }) => text.trim());
}

/** A title at a line: its text over an adornment at least as long, with or without the same one above. */
function titleAt(lines: string[], i: number): { text: string; style: string; lines: number } | null {
  const [first = "", second = "", third = ""] = lines.slice(i, i + 3).map((line) => line.trimEnd());
  const isOver = ADORNMENT.test(first) && second.trim() !== "" && !TABLE_LINE.test(first);
  if (isOver && third === first && second.trim().length <= first.length) {
    return { text: second.trim(), style: first[0]!.repeat(2), lines: 3 };
  }
  const isUnderlined = /^\S/.test(first) && !ADORNMENT.test(first) && ADORNMENT.test(second);
  // Shorter underlines than three are punctuation; docutils itself warns of those shorter than the title.
  if (!isUnderlined || second.length < Math.min(3, first.length) || second.length < first.length - 2) return null;
  return { text: first, style: second[0]!, lines: 2 };
}

function directiveBlocks(line: string, body: string[], nesting: number): Block[] {
  const [, fullName = "", argument = ""] = DIRECTIVE.exec(line) ?? [];
  // Without a name it is a comment, a link target, or a footnote, whose text is kept.
  const note = /^\.\.\s+\[[^\]]+\]\s+(.*)$/.exec(line);
  if (note) return [{ kind: "paragraph", text: inline([note[1]!, ...body.map((part) => part.trim())].join(" ")) }];
  const name = fullName.replace(/^.*:/, "");
  if (!name || UNSEEN.test(name)) return [];
  const inside = dedent(body);
  const options = runOf(inside, 0, (next) => OPTION.test(next));
  const content = inside.slice(options.length);
  if (CODE.test(name)) {
    const language = name === "math" ? "math" : /^[\w+#.-]+$/.exec(argument)?.[0].toLowerCase();
    return [{ kind: "code", text: content.join("\n"), language: language ?? null }];
  }
  if (/^(?:list|flat|csv)-table$/.test(name)) {
    const caption: Block[] = argument.trim() ? [{ kind: "paragraph", text: inline(argument) }] : [];
    const rows = name === "csv-table" ? csvTable(content, options) : listTable(content, options);
    if (rows) return [...caption, ...rows];
  }
  const isLabelled = LABELLED.test(name);
  const label = isLabelled ? `${name[0]!.toUpperCase()}${name.slice(1)}: ` : (VERSIONS.get(name) ?? "");
  // The text of a labelled box begins on the line of its name or below it.
  const text = isLabelled && argument.trim() ? [argument, ...content] : content;
  const rest = nesting < MAX_NESTING ? reStructuredTextBlocks(text, nesting + 1) : paragraphBlocks(text);
  if (isLabelled) {
    if (rest[0]?.kind === "paragraph") rest[0].text = label + rest[0].text;
    return rest;
  }
  if (!argument.trim() || SET.test(name)) return rest;
  return [{ kind: "paragraph", text: inline(label + argument) }, ...rest];
}

/** Where the table that begins at `start` ends; one that does not end within reason is its first line alone. */
function tableEnd(lines: string[], start: number): number {
  const isGrid = lines[start]!.trim().startsWith("+");
  let end = start + 1;
  if (isGrid) {
    while (/^\s*[+|]/.test(lines[end] ?? "")) end++;
    return end;
  }
  // A simple table ends with a rule that a blank line follows; the one below its head is followed by a row.
  const last = Math.min(lines.length, start + MAX_TABLE_LINES);
  while (end < last && !(TABLE_LINE.test(lines[end]!) && !lines[end + 1]?.trim())) end++;
  return end < last ? end + 1 : start + 1;
}

/** Lines without a blank one among them: list items, and what stands before them as one paragraph. */
function paragraphBlocks(lines: string[]): Block[] {
  const groups: string[][] = [];
  for (const line of lines.filter((line) => !SETTING_FIELD.test(line))) {
    if (groups.length === 0 || LIST_ITEM.test(line)) groups.push([line]);
    else groups.at(-1)!.push(line);
  }
  return groups.map((group): Block => {
    const item = LIST_ITEM.exec(group[0]!);
    const text = inline(
      group
        .map((line) => line.replace(/^\s*\|\s/, "").trim())
        .join(" ")
        // `text::` announces a literal block with a colon, `text ::` and `::` with nothing.
        .replace(/(^|\s|)::$/, (_all, space: string, at: number) => (space || at === 0 ? "" : ":")),
    );
    if (!item) return { kind: "paragraph", text };
    const number = /\d+/.exec(item[2]!)?.[0];
    return {
      kind: "list-item",
      text: text.replace(/^\S+\s+/, ""),
      marker: number ? `${number}.` : "-",
      depth: Math.floor(item[1]!.length / 2),
    };
  });
}
