import { type ExtractedDocument, titleFromPath } from "./extracted-document.js";

// Colours and cursor movements: ECMA-48 control sequences.
const CONTROL_SEQUENCE = /\u001b\[[0-?]*[ -/]*[@-~]/g;

/** A log file, each line a paragraph: its lines were not broken by wrapping, and none of them is a heading. */
export function extractLog(text: string, path: string): ExtractedDocument {
  const lines = text.replace(CONTROL_SEQUENCE, "").split(/\r\n?|\n/);
  const blocks = lines.filter((line) => line.trim()).map((line) => ({ kind: "paragraph" as const, text: line }));
  return { title: titleFromPath(path), url: null, publishedAt: null, blocks };
}
