import { z } from "zod";
import { FootnoteError } from "../../src/domain/errors.js";
import type { ChatMessage, ChatModel } from "../../src/ports/chat-model.js";
import { parseAnswer } from "./parse-answer.js";

export interface AskOptions {
  /** Have the endpoint hold the model to the schema, where it can. The answer is checked all the same. */
  constrained?: boolean;
  signal?: AbortSignal;
}

export type Asked<T> = { answer: T; missing?: undefined } | { answer: null; missing: "unparseable" | "unanswered" };

/** Room for a short reason and the object around it. */
const MAX_TOKENS = 300;

/**
 * One question to a model whose answer is an object of the schema. An answer that is none, or none at all because the
 * endpoint was too busy or the text too long, is missing, and one judgement of many.
 * @throws FootnoteError ABORTED, LLM_REFUSED: what would fail every other question, too
 */
export async function askModel<T>(
  model: ChatModel,
  messages: ChatMessage[],
  schema: z.ZodType<T>,
  { constrained = false, signal }: AskOptions,
): Promise<Asked<T>> {
  const jsonSchema = constrained
    ? { name: "judgement", schema: z.toJSONSchema(schema, { target: "draft-7" }) }
    : undefined;
  try {
    const { text } = await model.complete(messages, { signal, maxTokens: MAX_TOKENS, temperature: 0, jsonSchema });
    const answer = parseAnswer(text, schema);
    return answer === null ? { answer: null, missing: "unparseable" } : { answer };
  } catch (error) {
    const passing = error instanceof FootnoteError && ["LLM_UNAVAILABLE", "INPUT_TOO_LONG"].includes(error.code);
    if (passing) return { answer: null, missing: "unanswered" };
    throw error;
  }
}
