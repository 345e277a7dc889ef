import { fillPrompt, readPromptFile } from "../../src/adapters/openai/prompt-file.js";
import type { ChatMessage } from "../../src/ports/chat-model.js";

/** A versioned prompt; a change of its words is a new version, and shows in the hash in any case. */
export interface Prompt {
  /** `support.v1` */
  version: string;
  /** First 8 hex digits of the file's SHA-256. */
  hash: string;
  /** The messages, each `{{name}}` replaced once. @throws FootnoteError INTERNAL when a value is missing */
  render(values: Record<string, string>): ChatMessage[];
}

/** Reads `prompts/<version>.md`. @throws FootnoteError SETTING_UNKNOWN, INTERNAL when it has not the two parts */
export function readPrompt(name: string): Prompt {
  const file = readPromptFile(name, new URL("prompts/", import.meta.url));
  const { version, hash } = file;
  return { version, hash, render: (values) => fillPrompt(file, values) };
}
