import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { FootnoteError } from "../../domain/errors.js";
import type { ChatMessage } from "../../ports/chat-model.js";

/** A prompt as it stands in its file, places of values not filled. */
export interface PromptFile {
  /** `answer.v3` */
  version: string;
  /** First 8 hex digits of the file's SHA-256. */
  hash: string;
  system: string;
  user: string;
}

const FOLDER = new URL("prompts/", import.meta.url);
const PARTS = /^## System\n(?<system>[\s\S]+?)\n## User\n(?<user>[\s\S]+)$/;

/** Prompts are asked for with every question, and do not change while the process runs. */
const read = new Map<string, PromptFile>();

/** Reads `<version>.md` of a folder, once. @throws FootnoteError SETTING_UNKNOWN when there is no such prompt */
export function readPromptFile(version: string, folder: URL = FOLDER): PromptFile {
  const place = new URL(`${version}.md`, folder).href;
  const prompt = read.get(place) ?? parse(version, readText(version, folder));
  read.set(place, prompt);
  return prompt;
}

function parse(version: string, content: string): PromptFile {
  const text = content.replaceAll("\r\n", "\n");
  const { system, user } = PARTS.exec(text)?.groups ?? {};
  if (!system || !user) throw new FootnoteError("INTERNAL", `Prompt ${version} lacks its system or user part.`);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return { version, hash, system: system.trim(), user: user.trim() };
}

/** System and user message, every `{{name}}` replaced once: text that is put in is not searched again. */
export function fillPrompt({ version, system, user }: PromptFile, values: Record<string, string>): ChatMessage[] {
  const fill = (template: string): string =>
    template.replace(/\{\{(\w+)\}\}/g, (place, name: string) => {
      const value = values[name];
      if (value === undefined) throw new FootnoteError("INTERNAL", `Prompt ${version} asks for ${place}.`);
      return value;
    });
  return [
    { role: "system", content: fill(system) },
    { role: "user", content: fill(user) },
  ];
}

function readText(version: string, folder: URL): string {
  try {
    if (!/^[\w-]+\.v\d+$/.test(version)) throw new Error("This is no version.");
    return readFileSync(new URL(`${version}.md`, folder), "utf8");
  } catch (cause) {
    throw new FootnoteError("SETTING_UNKNOWN", `There is no prompt "${version}".`, {
      hint: "Prompts are the files of src/adapters/openai/prompts.",
      cause,
    });
  }
}
