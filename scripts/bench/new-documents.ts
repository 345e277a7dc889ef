import { readdirSync, readFileSync } from "node:fs";
import { smallPdf, linesFrom } from "../../tests/doubles/small-pdf.js";

/** Files of one kind, by name. Those of an edition differ from those of another in their first section or record. */
export type NewDocuments = (edition: number) => Promise<Record<string, string | Uint8Array>>;

/** What people put into a folder, from a few notes to a long manual. */
export const NEW_DOCUMENTS: Record<string, NewDocuments> = {
  "20 notes (Markdown, 3 KB)": async (edition) =>
    Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`note-${i}.md`, markdown(3_000, edition)])),
  "a page (HTML, 45 KB)": async (edition) => ({ "page.html": html(45_000, edition) }),
  "a page (HTML, 200 KB)": async (edition) => ({ "long-page.html": html(200_000, edition) }),
  "a paper (PDF, 30 pages)": async (edition) => ({ "paper.pdf": await paper(30, edition) }),
  "records (JSONL, 1 MB)": async (edition) => ({ "rows.jsonl": records(1_000_000, edition) }),
  "a manual (Markdown, 1 MB)": async (edition) => ({ "manual.md": markdown(1_000_000, edition) }),
  // Ten times the same, and of one name in its title: none of it has to be embedded again.
  "a long manual (Markdown, 10 MB)": async (edition) => ({ "manual.md": markdown(1_000_000, edition).repeat(10) }),
};

const GUIDE = "data/corpus";
// Letters that the fonts of the PDF have.
const sentences = readdirSync(GUIDE, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .sort()
  .flatMap(
    (name) => readFileSync(`${GUIDE}/${name}`, "utf8").match(/(?<=^|\. )[A-Z][\w ,;:()'-]{30,200}\.(?= |$)/gm) ?? [],
  );

/** Sentences of the guide in an order of their own. */
function prose(length: number, seed: number): string {
  let state = seed * 2_654_435_761 + 1;
  let text = "";
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += `${sentences[state % sentences.length]} `;
  }
  return text.trim();
}

/** Parts of some 1,500 characters: the same ones in every length, but for the first. */
function parts(length: number, edition: number): { heading: string; text: string }[] {
  return Array.from({ length: Math.ceil(length / 1_500) }, (_, i) => ({
    heading: `Part ${i + 1}`,
    text: prose(1_450, i === 0 ? -edition : i),
  }));
}

function markdown(length: number, edition: number): string {
  return parts(length, edition)
    .map(({ heading, text }) => `## ${heading}\n\n${text}\n`)
    .join("\n");
}

function html(length: number, edition: number): string {
  const sections = parts(length, edition).map(({ heading, text }) => `<h2>${heading}</h2><p>${text}</p>`);
  return `<!doctype html><title>Page</title><body><main>${sections.join("\n")}</main></body>`;
}

function records(length: number, edition: number): string {
  return parts(length, edition)
    .map((part) => JSON.stringify(part))
    .join("\n");
}

function paper(pages: number, edition: number): Promise<Uint8Array> {
  return smallPdf(
    parts(pages * 1_500, edition).map(({ heading, text }) => [
      { text: heading, top: 50, size: 16 },
      ...linesFrom(
        80,
        (text.match(/.{1,90}(?: |$)/g) ?? []).map((line) => line.trim()),
      ),
    ]),
  );
}
