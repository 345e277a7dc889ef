export type FileFormat = "markdown" | "html" | "restructuredtext" | "asciidoc" | "text" | "log" | "jsonl" | "pdf";

const FORMATS: Record<string, FileFormat> = {
  ".md": "markdown",
  ".markdown": "markdown",
  ".html": "html",
  ".htm": "html",
  ".rst": "restructuredtext",
  ".adoc": "asciidoc",
  ".asciidoc": "asciidoc",
  ".txt": "text",
  ".text": "text",
  ".log": "log",
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
  ".pdf": "pdf",
};

/** Files that are text by custom, without an extension. */
const TEXT_NAMES = /^(?:readme|changelog|changes|news|todo|install|contributing|faq|history|notes)$/;

/** Formats people expect to be read, that are not: what such a file is, and what to do about it. */
const REFUSED: { names: RegExp; because: string }[] = [
  {
    names: /\.(?:zip|tar|tgz|tbz2|txz|7z|rar)$|\.tar\.\w+$/i,
    because: "is an archive; unpack it and name the folder",
  },
  { names: /\.(?:gz|bz2|xz|zst)$/i, because: "is compressed; unpack it first" },
  {
    names: /\.(?:docx?|odt|rtf|xlsx?|ods|pptx?|odp)$/i,
    because: "is an office document; save it as HTML or plain text",
  },
  { names: /\.epub$/i, because: "is an e-book; convert it to HTML or plain text" },
];

/** The format that a file's name says; null for one that is not read. */
export function fileFormat(path: string): FileFormat | null {
  const name = path.replace(/^.*[/\\]/, "").toLowerCase();
  // Sphinx shows the sources of its pages as `.rst.txt`.
  const extension = /\.[^.]+$/.exec(name.replace(/(?<=\.(?:rst|md|adoc))\.txt$/, ""))?.[0];
  if (extension === undefined) return TEXT_NAMES.test(name) ? "text" : null;
  return FORMATS[extension] ?? null;
}

/** Why a file is not read although it may well hold text: `is an archive; unpack it ...`; null for all others. */
export function refusal(path: string): string | null {
  return REFUSED.find(({ names }) => names.test(path))?.because ?? null;
}

/** Why a file is not read: `is an archive; unpack it ...`, `is none of .md, ...`; null for one that is. */
export function whyNotRead(path: string): string | null {
  return refusal(path) ?? (fileFormat(path) ? null : `is none of ${supportedExtensions()}`);
}

/** `.md, .markdown, .html ...` */
export function supportedExtensions(): string {
  return Object.keys(FORMATS).join(", ");
}
