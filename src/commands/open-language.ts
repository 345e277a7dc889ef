import { type LanguageModel, openLanguageModel } from "../compose.js";
import type { LanguageModelConfig } from "../language-model-config.js";

/** The configured language model, whose failures are told on standard error; null where none is. */
export async function openLanguage(config: LanguageModelConfig | null): Promise<LanguageModel | null> {
  return config && openLanguageModel(config, (message) => console.error(message));
}

/** Who writes the answers, and how to change it. */
export function describeWriter(config: LanguageModelConfig | null): string {
  if (!config)
    return "Answers are quoted from the documents. FOOTNOTE_MODEL has a language model write them: docs/models.md.";
  const { model, baseUrl } = config;
  const place = baseUrl && URL.canParse(baseUrl) ? ` at ${new URL(baseUrl).host}` : "";
  return `Answers are written by "${model}"${place} and checked sentence by sentence; without FOOTNOTE_MODEL they are quoted.`;
}
