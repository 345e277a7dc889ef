import { randomUUID } from "node:crypto";
import type { ChatMessage } from "../../ports/chat-model.js";
import { withoutTurnMarks } from "../../text/turn-marks.js";
import { fillPrompt, readPromptFile } from "./prompt-file.js";

export interface TaskPrompt {
  version: string;
  /** First 8 hex digits of the file's SHA-256. */
  hash: string;
  /** System and user message, every `{{name}}` replaced once; `{{boundary}}` is drawn anew each time, so that no text can know it. */
  render(values: Record<string, string>): ChatMessage[];
}

/** Reads `prompts/<version>.md`. @throws FootnoteError SETTING_UNKNOWN when there is no such prompt */
export function readTaskPrompt(name: string): TaskPrompt {
  const file = readPromptFile(name);
  const { version, hash } = file;
  return { version, hash, render: (values) => fillPrompt(file, { ...values, boundary: `=== ${randomUUID()}` }) };
}

/** The JSON object in an answer, or undefined. Reasoning and code fences around it do not matter: what it says is checked. */
export function objectIn(text: string): unknown {
  const answer = text.replace(/<think>[\s\S]*?<\/think>/g, "");
  try {
    return JSON.parse(answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1));
  } catch {
    return undefined;
  }
}

/** Untrusted text: control characters and runs of white space as one space, cut at a length, without tokens of chat templates. */
export function oneLine(text: string, maxLength = Infinity): string {
  const line = withoutTurnMarks(text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")).trim();
  return line.length > maxLength ? `${line.slice(0, maxLength)} ...` : line;
}
