import type { z } from "zod";
import { MAX_QUESTION_LENGTH } from "../../domain/limits.js";
import type { Question, Turn } from "../../domain/query.js";
import { removeControlCharacters } from "../../text/control-characters.js";
import { ParameterError, toParameterError } from "../parameter-error.js";
import { readBody } from "../read-body.js";
import { MAX_HISTORY_TURNS, MAX_TURN_LENGTH } from "../schemas.js";
import { readSearchFilters } from "../search-filters.js";
import { type ChatMessage, ChatRequest } from "./chat-request.js";
import { findModel, type Model } from "./models.js";

export interface ChatCall {
  question: Question;
  model: Model;
  stream: boolean;
  /** A chunk with the usage at the end of the stream. */
  includeUsage: boolean;
  relatedQuestions: boolean;
}

/** The body of `POST /v1/chat/completions`. @throws FootnoteError BODY_MALFORMED, MODEL_UNKNOWN, or a ParameterError */
export function readChatRequest(body: unknown): ChatCall {
  const request = readBody(ChatRequest, body, toParameterError);
  const filters = readSearchFilters(request);
  return {
    model: findModel(request.model),
    question: { ...readConversation(request.messages.flatMap(toTurn)), ...(filters && { filters }) },
    stream: request.stream ?? false,
    includeUsage: request.stream_options?.include_usage ?? false,
    relatedQuestions: request.return_related_questions ?? false,
  };
}

/**
 * A conversation whose last turn is the question. Clients send all of it each time, however long: of the turns before, the
 * newest are kept, and their beginnings. Control characters go. @throws ParameterError
 */
export function readConversation(turns: Turn[]): Pick<Question, "text" | "history"> {
  const last = turns.at(-1);
  if (last?.role !== "user") throw new ParameterError("messages", "must end with a message of the user");
  const text = removeControlCharacters(last.content).trim();
  if (text === "") throw new ParameterError("messages", "ends with an empty message");
  if (text.length > MAX_QUESTION_LENGTH) {
    const fault = `ends with a message of ${text.length} characters; at most ${MAX_QUESTION_LENGTH} are read`;
    const hint = "Shorten it; messages before it may be longer.";
    throw new ParameterError("messages", fault, "context_length_exceeded", { hint });
  }
  const history = turns.slice(0, -1).slice(-MAX_HISTORY_TURNS);
  const shortened = ({ content }: Turn): string => removeControlCharacters(content.slice(0, MAX_TURN_LENGTH));
  return { text, history: history.map((turn) => ({ ...turn, content: shortened(turn) })) };
}

/** System messages tell a model how to behave: here they are no part of the conversation, and no instruction either. */
function toTurn({ role, content }: z.infer<typeof ChatMessage>): Turn[] {
  if (role === "system" || role === "developer") return [];
  return [{ role, content: typeof content === "string" ? content : content.map((part) => part.text).join("\n") }];
}
