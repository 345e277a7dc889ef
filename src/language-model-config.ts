import { z } from "zod";
import type { TokenPrices } from "./domain/answer.js";

const tokens = z.coerce.number().int().min(1);
const dollars = z.coerce.number().min(0);

/** Environment variables of an optional language model. `FOOTNOTE_MODEL` switches it on. */
export const languageModelSchema = z.object({
  /** Key of the endpoint; local servers need none. Never shown, logged or traced. */
  OPENAI_API_KEY: z.string().optional(),
  /** Any OpenAI-compatible endpoint; OpenAI's own when left out. */
  OPENAI_BASE_URL: z.string().optional(),
  /** The model that writes answers, as its endpoint names it. Without it answers are quoted. */
  FOOTNOTE_MODEL: z.string().optional(),
  /** A smaller one for understanding questions; the same when left out. */
  FOOTNOTE_SMALL_MODEL: z.string().optional(),
  /** Tokens the model takes in one call, prompt and answer together. */
  FOOTNOTE_CONTEXT_TOKENS: tokens.min(2_000).max(1_000_000).default(8_192),
  /** Seconds after which what is written stands, or the documents are quoted. */
  FOOTNOTE_MODEL_SECONDS: z.coerce.number().min(1).max(600).default(30),
  /** Dollars a million tokens, for the estimate in `usage`. */
  FOOTNOTE_PRICE_INPUT: dollars.optional(),
  FOOTNOTE_PRICE_OUTPUT: dollars.optional(),
  /** Tokens of one answer, all calls together; later ones are left out. */
  FOOTNOTE_MAX_TOKENS_PER_ANSWER: tokens.optional(),
  /** Tokens of a day (UTC); after that the documents are quoted. */
  FOOTNOTE_MAX_TOKENS_PER_DAY: tokens.optional(),
});

export interface LanguageModelConfig {
  model: string;
  smallModel: string;
  baseUrl?: string;
  apiKey?: string;
  contextTokens: number;
  deadlineMs: number;
  /** Dollars a million tokens. */
  prices: TokenPrices | null;
  maxTokensPerAnswer: number | null;
  maxTokensPerDay: number | null;
}

/** Null where no model is named. */
export function toLanguageModelConfig(variables: z.infer<typeof languageModelSchema>): LanguageModelConfig | null {
  const model = variables.FOOTNOTE_MODEL?.trim();
  if (!model) return null;
  const { FOOTNOTE_PRICE_INPUT: input, FOOTNOTE_PRICE_OUTPUT: output } = variables;
  return {
    model,
    smallModel: variables.FOOTNOTE_SMALL_MODEL?.trim() || model,
    ...(variables.OPENAI_BASE_URL && { baseUrl: variables.OPENAI_BASE_URL }),
    ...(variables.OPENAI_API_KEY && { apiKey: variables.OPENAI_API_KEY }),
    contextTokens: variables.FOOTNOTE_CONTEXT_TOKENS,
    deadlineMs: variables.FOOTNOTE_MODEL_SECONDS * 1_000,
    prices: input === undefined && output === undefined ? null : { input: input ?? 0, output: output ?? 0 },
    maxTokensPerAnswer: variables.FOOTNOTE_MAX_TOKENS_PER_ANSWER ?? null,
    maxTokensPerDay: variables.FOOTNOTE_MAX_TOKENS_PER_DAY ?? null,
  };
}
