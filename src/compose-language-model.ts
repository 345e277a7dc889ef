import { createDayBudget, withBudget } from "./adapters/openai/budget.js";
import { createOpenAiChatModel } from "./adapters/openai/chat-model.js";
import { withCircuitBreaker, withSlownessBreaker } from "./adapters/openai/circuit-breaker.js";
import { readPrompt } from "./adapters/openai/read-prompt.js";
import { createModelGenerator } from "./generation/model-generator.js";
import type { TokenPrices } from "./domain/answer.js";
import { FootnoteError } from "./domain/errors.js";
import type { LanguageModelConfig } from "./language-model-config.js";
import type { ChatModel, StreamingChatModel } from "./ports/chat-model.js";
import type { Generator } from "./ports/generator.js";
import type { PipelineSettings } from "./profiles.js";

/** A language model as the engine uses it: one to write, one, often the same, for what is asked on the way. */
export interface LanguageModel {
  writer: StreamingChatModel;
  helper: ChatModel;
  contextTokens: number;
  deadlineMs: number;
  maxTokensPerAnswer: number | null;
  prices: TokenPrices | null;
  /** Told why it did not write; each different reason once. */
  onFailure(error: unknown): void;
}

/** @param report each different failure once, in words without secrets @throws FootnoteError SETTING_UNKNOWN */
export async function openLanguageModel(
  config: LanguageModelConfig,
  report: (message: string) => void = () => undefined,
): Promise<LanguageModel> {
  const { model, smallModel, baseUrl, apiKey, contextTokens, deadlineMs, maxTokensPerAnswer, prices } = config;
  const budget = config.maxTokensPerDay === null ? null : createDayBudget(config.maxTokensPerDay);
  // A model on a laptop may take its time, as long as the whole may.
  const stream = { firstPieceMs: (2 / 3) * deadlineMs, betweenPiecesMs: deadlineMs / 3 };
  const open = async (name: string): Promise<StreamingChatModel> => {
    const chatModel = await createOpenAiChatModel({
      model: name,
      stream,
      ...(baseUrl && { baseUrl }),
      ...(apiKey && { apiKey }),
    });
    const guarded = withCircuitBreaker(chatModel);
    return budget ? withBudget(guarded, budget) : guarded;
  };
  const writer = await open(model);
  const helper = withSlownessBreaker(smallModel === model ? writer : await open(smallModel));
  const told = new Set<string>();
  return {
    ...{ writer, helper, contextTokens, deadlineMs, maxTokensPerAnswer, prices },
    onFailure(error) {
      const message = error instanceof Error ? error.message : String(error);
      const hint = error instanceof FootnoteError ? ` ${error.hint}` : "";
      if (told.has(message) || told.size >= MAX_TOLD) return;
      told.add(message);
      report(`The model did not write: ${message}${hint}`);
    },
  };
}

const MAX_TOLD = 100;

/** The generator that has the model write, and quotes when it does not. */
export function createWriter(
  language: LanguageModel,
  fallback: Generator,
  settings: PipelineSettings["generation"],
): Generator {
  const { promptVersion, ...rest } = settings;
  const { writer: model, contextTokens, deadlineMs, maxTokensPerAnswer, onFailure } = language;
  const answerPrompt = readPrompt(promptVersion);
  const repairPrompt = readPrompt("repair.v1");
  const parts = { model, answerPrompt, repairPrompt, fallback, onFailure };
  return createModelGenerator(parts, { ...rest, contextTokens, deadlineMs, maxTokens: maxTokensPerAnswer ?? Infinity });
}
