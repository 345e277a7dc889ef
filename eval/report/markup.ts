import { removeControlCharacters } from "../../src/text/control-characters.js";

/** HTML that is safe to put into the page. Only `markup` and `trusted` make it. */
export class Markup {
  constructor(readonly html: string) {}
}

/** What may stand in a template: text is escaped, markup is not, nothing is left out, lists are joined. */
export type Part = Markup | string | number | null | undefined | false | readonly Part[];

/** A template whose every text is escaped, between tags and inside quoted attributes: markup`<p title="${a}">${b}</p>`. */
export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.reduce((html, text, i) => html + render(parts[i - 1]) + text));
}

/** Text of ours that is put in as it is: the style sheet. Never of data. */
export function trusted(html: string): Markup {
  return new Markup(html);
}

function render(part: Part): string {
  if (part instanceof Markup) return part.html;
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "object") return part.map(render).join("");
  return escapeHtml(String(part));
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return removeControlCharacters(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
