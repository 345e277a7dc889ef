import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../../eval/statistics/random.js";

const CORPUS = "data/corpus";
const SECTIONS = 3;
const PARAGRAPHS = 4;

/**
 * Writes `count` files into a folder, the same ones each time: sections of paragraphs drawn from the guide, as Markdown,
 * HTML, reStructuredText and plain text in turn. No two have the same text.
 */
export function generateFiles(folder: string, count: number, seed = 1): void {
  const random = seededRandom(seed);
  const paragraphs = paragraphsOf(CORPUS);
  const draw = (): string => paragraphs[Math.floor(random() * paragraphs.length)]!;
  mkdirSync(folder, { recursive: true });
  for (let number = 1; number <= count; number++) {
    const { extension, write } = FORMATS[number % FORMATS.length]!;
    const sections = Array.from({ length: SECTIONS }, (_, i) => ({
      heading: `Part ${i + 1}`,
      paragraphs: Array.from({ length: PARAGRAPHS }, draw),
    }));
    writeFileSync(join(folder, `note-${number}.${extension}`), write(`Note number ${number}`, sections));
  }
}

interface Section {
  heading: string;
  paragraphs: string[];
}

const FORMATS: { extension: string; write: (title: string, sections: Section[]) => string }[] = [
  {
    extension: "md",
    write: (title, sections) =>
      [`# ${title}`, ...sections.flatMap(({ heading, paragraphs }) => [`## ${heading}`, ...paragraphs])].join("\n\n"),
  },
  {
    extension: "html",
    write: (title, sections) => {
      const body = sections.map(({ heading, paragraphs }) =>
        [`<h2>${heading}</h2>`, ...paragraphs.map((text) => `<p>${escape(text)}</p>`)].join("\n"),
      );
      return `<!doctype html><title>${title}</title><main><h1>${title}</h1>\n${body.join("\n")}\n</main>\n`;
    },
  },
  {
    extension: "rst",
    write: (title, sections) => {
      const underlined = (text: string, mark: string): string => `${text}\n${mark.repeat(text.length)}`;
      const body = sections.flatMap(({ heading, paragraphs }) => [underlined(heading, "-"), ...paragraphs]);
      return [underlined(title, "="), ...body].join("\n\n");
    },
  },
  {
    extension: "txt",
    write: (title, sections) => [title, ...sections.flatMap(({ paragraphs }) => paragraphs)].join("\n\n"),
  },
];

/** Running text of the guide: paragraphs of some length without Markdown of their own. */
function paragraphsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .sort()
    .flatMap((path) => readFileSync(join(folder, path), "utf8").split(/\n\s*\n/))
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => /^[A-Z]/.test(paragraph) && paragraph.length > 200 && !/[`|*_[\]]/.test(paragraph));
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
