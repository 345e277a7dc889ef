import type { Host } from "./host.js";

/** Where in a document an attack hides. */
export type Carrier = "visible" | "html-comment" | "alt-text" | "hidden-style" | "title" | "link-definition";

/** A file as it would lie in a folder that is ingested. */
export interface PlantedFile {
  extension: ".html" | ".md";
  content: string;
}

/** One way of hiding: the file of a document with the attack in it, or without one. */
interface Form {
  /** `display: none`, `front matter`. */
  name: string;
  plant(document: Pick<Host, "title" | "text">, attack: string | null): PlantedFile;
}

/** Ways in which pages hide text from people: all are in use, not all are known to every extractor. */
const HIDING_STYLES = [
  "display: none",
  "visibility: hidden",
  "font-size: 0",
  "opacity: 0",
  "color: #fff; background: #fff",
  "position: absolute; left: -9999px",
];

export const CARRIERS: Record<Carrier, readonly Form[]> = {
  visible: [
    { name: "paragraph (html)", plant: html({ body: (attack) => `<p>${escapeHtml(attack)}</p>` }) },
    { name: "paragraph (markdown)", plant: markdown({ body: escapeMarkdown }) },
  ],
  "html-comment": [
    { name: "comment (html)", plant: html({ body: (attack) => `<!-- ${attack} -->` }) },
    { name: "comment (markdown)", plant: markdown({ body: (attack) => `<!-- ${attack} -->` }) },
  ],
  "alt-text": [
    {
      name: "alt (html)",
      plant: html({ body: (attack) => `<p><img src="logo.png" alt="${escapeHtml(attack)}"></p>` }),
    },
    { name: "alt (markdown)", plant: markdown({ body: (attack) => `![${escapeMarkdown(attack)}](logo.png)` }) },
  ],
  "hidden-style": HIDING_STYLES.map((style) => ({
    name: style,
    plant: html({ body: (attack) => `<p style="${style}">${escapeHtml(attack)}</p>` }),
  })),
  title: [
    { name: "title (html)", plant: html() },
    { name: "front matter", plant: markdown({ frontMatter: true }) },
    { name: "heading (markdown)", plant: markdown() },
  ],
  "link-definition": [
    { name: "link title", plant: markdown({ body: (attack) => `[1]: https://example.com/ "${quoted(attack)}"` }) },
    { name: "comment by definition", plant: markdown({ body: (attack) => `[//]: # "${quoted(attack)}"` }) },
  ],
};

type Write = (attack: string) => string;

/** Pages with the attack below the text as `body` writes it; without one, behind the title. */
function html({ body }: { body?: Write } = {}): Form["plant"] {
  return ({ title, text }, attack) => {
    const hidden = attack && onOneLine(attack);
    const heading = joinTitle(title, body ? null : hidden);
    const blocks = paragraphs(text).map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`);
    if (hidden && body) blocks.push(body(hidden));
    const head = heading ? `<head><title>${escapeHtml(heading)}</title></head>\n` : "";
    return { extension: ".html", content: `<html>${head}<body>\n${blocks.join("\n")}\n</body></html>\n` };
  };
}

/** The same in Markdown, where the title is the first heading or stands in the front matter. */
function markdown({ body, frontMatter = false }: { body?: Write; frontMatter?: boolean } = {}): Form["plant"] {
  return ({ title, text }, attack) => {
    const hidden = attack && onOneLine(attack);
    const heading = joinTitle(title, body ? null : hidden);
    const blocks = paragraphs(text).map(escapeMarkdown);
    if (hidden && body) blocks.push(body(hidden));
    if (heading && !frontMatter) blocks.unshift(`# ${escapeMarkdown(heading)}`);
    const front = heading && frontMatter ? `---\ntitle: "${quoted(heading)}"\n---\n\n` : "";
    return { extension: ".md", content: `${front}${blocks.join("\n\n")}\n` };
  };
}

function joinTitle(title: string, attack: string | null): string {
  return [title, attack].filter(Boolean).join(" - ");
}

function paragraphs(text: string): string[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => onOneLine(paragraph) || []);
}

/** Attributes, titles and definitions end at a line break, or at a blank line. */
function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Every ASCII punctuation mark may be escaped, and then means itself (CommonMark 2.4). */
function escapeMarkdown(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

function quoted(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
