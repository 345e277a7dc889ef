/** A piece of a document in reading order. Texts are plain, on one line; only code keeps its lines. */
export type Block = (
  | { kind: "heading"; level: number; text: string }
  /** `continues` the paragraph or list item before it, on a new page. */
  | { kind: "paragraph"; text: string; continues?: boolean }
  /** `marker` is `-` or a number such as `2.`; `depth` is 0 in an outermost list. */
  | { kind: "list-item"; text: string; marker: string; depth: number }
  | { kind: "code"; text: string; language: string | null }
  | { kind: "table-row"; text: string }
) & {
  /** Page on which the block starts, from 1, in formats with pages. */
  page?: number;
};

/** What extraction makes of a file, whatever its format. */
export interface ExtractedDocument {
  title: string;
  url: string | null;
  publishedAt: string | null;
  /** As the document gives them. */
  tags?: string[];
  /** What the document says of itself. */
  trust?: string;
  blocks: Block[];
  /** What could not be read of it, for its reader to know: `3 of 12 pages hold no text`. */
  warning?: string;
}

/** `docs/getting-started.md` gives `getting started`, `docs/README.md` `docs`: the title of a document without one. */
export function titleFromPath(path: string): string {
  const parts = path.split(/[\\/]/);
  const name = (hasGenericName(path) && parts.at(-2)) || parts.at(-1)!.replace(/(?!^)\.[^.]+$/, "");
  return name.replace(/[-_]+/g, " ").trim() || name;
}

/** True for names that say what a file is in its folder rather than what is in it. */
export function hasGenericName(path: string): boolean {
  return /(?:^|[\\/])(?:readme|index|default|home)\.[^.\\/]+$/i.test(path);
}
