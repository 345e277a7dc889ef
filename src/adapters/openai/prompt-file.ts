import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { FootnoteError } from "../../domain/errors.js";

/** A prompt as it stands in its file, places of values not filled. */
export interface PromptFile {
  /** `answer.v3` */
  version: string;
  /** First 8 hex digits of the file's SHA-256. */
  hash: string;
  system: string;
  user: string;
}

const PARTS = /^## System\n(?<system>[\s\S]+?)\n## User\n(?<user>[\s\S]+)$/;

/** Reads `prompts/<version>.md`. @throws FootnoteError SETTING_UNKNOWN when there is no such prompt */
export function readPromptFile(version: string): PromptFile {
  const text = readText(version).replaceAll("\r\n", "\n");
  const { system, user } = PARTS.exec(text)?.groups ?? {};
  if (!system || !user) throw new FootnoteError("INTERNAL", `Prompt ${version} lacks its system or user part.`);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return { version, hash, system: system.trim(), user: user.trim() };
}

function readText(version: string): string {
  try {
    if (!/^[\w-]+\.v\d+$/.test(version)) throw new Error("This is no version.");
    return readFileSync(new URL(`prompts/${version}.md`, import.meta.url), "utf8");
  } catch (cause) {
    throw new FootnoteError("SETTING_UNKNOWN", `There is no prompt "${version}".`, {
      hint: "Prompts are the files of src/adapters/openai/prompts.",
      cause,
    });
  }
}
