import { FootnoteError } from "../domain/errors.js";

const MAX_DEPTH = 1_000;

const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
/** Elements whose content is text up to their end tag, whatever it looks like. */
const RAW_TEXT = new Set(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"]);

const CELLS = ["td", "th"];
const ROWS = [...CELLS, "tr"];
const ROW_GROUPS = [...ROWS, "thead", "tbody", "tfoot"];
/** Start tags that end an open element: `<li>` ends the item before it. */
const ENDS: Record<string, string[]> = {
  td: CELLS,
  th: CELLS,
  tr: ROWS,
  thead: ROW_GROUPS,
  tbody: ROW_GROUPS,
  tfoot: ROW_GROUPS,
  li: ["li"],
  dt: ["dt", "dd"],
  dd: ["dt", "dd"],
  option: ["option"],
  optgroup: ["option", "optgroup"],
};
const ENDS_PARAGRAPH = new Set(
  "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split(
    " ",
  ),
);

/**
 * Refuses HTML that nests deeper than a parser can take, before it gets to one: parsers recurse, or take quadratic time
 * in the depth. Follows the tags in one pass, with the rules by which a parser ends open elements.
 *
 * @throws FootnoteError FILE_TOO_NESTED
 */
export function checkNesting(html: string, path: string): void {
  const open: string[] = [];
  let foreign = 0;
  const close = (depth: number): void => {
    for (const name of open.splice(depth)) if (isForeign(name)) foreign--;
  };
  for (const { name, kind } of tags(html)) {
    if (kind === "end") {
      const depth = open.lastIndexOf(name);
      if (depth >= 0) close(depth);
      continue;
    }
    const ends = ENDS[name] ?? (ENDS_PARAGRAPH.has(name) ? ["p"] : []);
    while (open.length > 0 && ends.includes(open.at(-1)!)) close(open.length - 1);
    // `<path/>` ends itself in SVG and MathML only; in HTML the slash means nothing.
    if (VOID.has(name) || (kind === "self-closing" && (foreign > 0 || isForeign(name)))) continue;
    open.push(name);
    if (isForeign(name)) foreign++;
    if (open.length > MAX_DEPTH) {
      throw new FootnoteError("FILE_TOO_NESTED", `${path} has more than ${MAX_DEPTH} tags nested in one another.`);
    }
  }
}

function isForeign(name: string): boolean {
  return name === "svg" || name === "math";
}

function* tags(html: string): Generator<{ name: string; kind: "start" | "end" | "self-closing" }> {
  const start = /<(?:!--|(\/?)([a-z][^\s/>]*))/gi;
  for (let match = start.exec(html); match; match = start.exec(html)) {
    if (match[2] === undefined) {
      start.lastIndex = after(html, "-->", start.lastIndex);
      continue;
    }
    const name = match[2].toLowerCase();
    const end = tagEnd(html, start.lastIndex);
    const kind = match[1] ? "end" : html[end - 1] === "/" ? "self-closing" : "start";
    start.lastIndex = end + 1;
    if (kind === "start" && RAW_TEXT.has(name)) {
      const rawEnd = new RegExp(`</${name}(?=[\\s/>])`, "gi");
      rawEnd.lastIndex = end;
      start.lastIndex = rawEnd.exec(html)?.index ?? html.length;
    }
    yield { name, kind };
  }
}

/** Where the tag's `>` is, past quoted attribute values. */
function tagEnd(html: string, from: number): number {
  let quote = "";
  let previous = "";
  for (let i = from; i < html.length; i++) {
    const character = html[i]!;
    if (quote) {
      if (character === quote) quote = "";
    } else if (character === ">") return i;
    else if ((character === '"' || character === "'") && previous === "=") quote = character;
    if (!/\s/.test(character)) previous = character;
  }
  return html.length;
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}
