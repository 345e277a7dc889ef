import type { Passage } from "../domain/document.js";

/** What is embedded for a passage: `title > heading > heading` on a line, so that "It returns ..." keeps its subject, then its text. */
export function embeddingText({ title, headingPath, text }: Pick<Passage, "title" | "headingPath" | "text">): string {
  return `${[title, ...headingPath].join(" > ")}\n${text}`;
}
