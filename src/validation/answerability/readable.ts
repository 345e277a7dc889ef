import type { Passage } from "../../domain/document.js";

/** All that a reader of a passage sees: what stands above it, then its text. */
export function readable({ title, headingPath, text }: Passage): string {
  return [title, ...headingPath, text].join("\n");
}
