import { resolve } from "node:path";
import { z } from "zod";
import { FootnoteError } from "./domain/errors.js";
import { type LanguageModelConfig, languageModelSchema, toLanguageModelConfig } from "./language-model-config.js";
import { DEFAULT_PROFILE, PROFILES, type ProfileName } from "./profiles.js";

const profiles = Object.keys(PROFILES) as [ProfileName, ...ProfileName[]];

/** Environment variables, each with its default; command line options come before them. */
export const environmentSchema = z.object({
  /** Folder of the index. */
  FOOTNOTE_INDEX: z.string().min(1).default(".footnote"),
  /** Address the server listens on. Others than loopback can be reached by other machines. */
  FOOTNOTE_HOST: z.string().min(1).default("127.0.0.1"),
  FOOTNOTE_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Profile of `ask` and `search` when none is given. */
  FOOTNOTE_PROFILE: z.enum(profiles).default(DEFAULT_PROFILE),
  ...languageModelSchema.shape,
});

export interface Config {
  indexDirectory: string;
  host: string;
  port: number;
  profile: ProfileName;
  /** Null where answers are quoted. */
  languageModel: LanguageModelConfig | null;
}

/** @throws FootnoteError SETTING_UNKNOWN naming the first variable that cannot be used */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const name = String(issue.path[0]);
    throw new FootnoteError("SETTING_UNKNOWN", `${name} is "${environment[name]}": ${issue.message}.`, {
      hint: "Unset it for the default, or see the README's table of settings.",
    });
  }
  const { FOOTNOTE_INDEX, FOOTNOTE_HOST, FOOTNOTE_PORT, FOOTNOTE_PROFILE } = parsed.data;
  return {
    indexDirectory: resolve(FOOTNOTE_INDEX),
    host: FOOTNOTE_HOST,
    port: FOOTNOTE_PORT,
    profile: FOOTNOTE_PROFILE,
    languageModel: toLanguageModelConfig(parsed.data),
  };
}
