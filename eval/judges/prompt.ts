import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { FootnoteError } from "../../src/domain/errors.js";
import type { ChatMessage } from "../../src/ports/chat-model.js";

/** A versioned prompt; a change of its words is a new version, and shows in the hash in any case. */
export interface Prompt {
  /** `support.v1` */
  version: string;
  /** First 8 hex digits of the file's SHA-256. */
  hash: string;
  /** The messages, each `{{name}}` replaced once: text that is put in is not searched again. */
  render(values: Record<string, string>): ChatMessage[];
}

const PARTS = /^## System\n(?<system>[\s\S]+?)\n## User\n(?<user>[\s\S]+)$/;

/** Reads `prompts/<version>.md`. @throws FootnoteError DATA_INVALID when it has not the two parts */
export function readPrompt(version: string): Prompt {
  const text = readFileSync(new URL(`prompts/${version}.md`, import.meta.url), "utf8").replaceAll("\r\n", "\n");
  const parts = PARTS.exec(text)?.groups;
  if (!parts) throw new FootnoteError("DATA_INVALID", `Prompt ${version} has no "## System" and "## User" parts.`);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return {
    version,
    hash,
    render: (values) => [
      { role: "system", content: fill(parts.system!, values) },
      { role: "user", content: fill(parts.user!, values) },
    ],
  };
}

function fill(template: string, values: Record<string, string>): string {
  return template.trim().replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new FootnoteError("DATA_INVALID", `The prompt asks for {{${name}}}.`);
    return value;
  });
}
