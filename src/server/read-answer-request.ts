import type { z } from "zod";
import { FootnoteError } from "../domain/errors.js";
import type { Question } from "../domain/query.js";
import { removeControlCharacters } from "../text/control-characters.js";
import { AnswerRequest, PROFILE_NAMES } from "./schemas.js";

export interface AnswerCall {
  question: Question;
  profile: string | undefined;
  /** As `AskOptions` has it: absent for a caller who keeps the history, null to begin a conversation. */
  conversationId: string | null | undefined;
  stream: boolean;
}

/**
 * The body of `POST /v1/answers`, without control characters.
 * @throws FootnoteError BODY_MALFORMED, INPUT_EMPTY, INPUT_TOO_LONG, INPUT_INVALID or SETTING_UNKNOWN
 */
export function readAnswerRequest(body: unknown): AnswerCall {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new FootnoteError("BODY_MALFORMED", "The body is not a JSON object.");
  }
  const result = AnswerRequest.safeParse(cleanQuestion(body));
  if (!result.success) throw toInputError(result.error.issues[0]!);
  const { question, history = [], profile, stream = false } = result.data;
  const keepsHistory = result.data.history !== undefined;
  if (keepsHistory && result.data.conversationId !== undefined) {
    throw new FootnoteError("INPUT_INVALID", 'The request has both "history" and "conversationId".', {
      hint: "Send one of them: a conversation has its history here.",
    });
  }
  const conversationId = keepsHistory ? undefined : (result.data.conversationId ?? null);
  const cleanHistory = history.map((turn) => ({ ...turn, content: removeControlCharacters(turn.content) }));
  return { question: { text: question, history: cleanHistory }, profile, conversationId, stream };
}

/** Limits count what is left of the question, so that one of blanks is empty and padding costs nothing. */
function cleanQuestion(body: object): object {
  if (!("question" in body) || typeof body.question !== "string") return body;
  return { ...body, question: removeControlCharacters(body.question).trim() };
}

function toInputError(issue: z.core.$ZodIssue): FootnoteError {
  const field = issue.path.map(String).join(".") || "body";
  if (field === "question" && issue.code === "too_small") {
    return new FootnoteError("INPUT_EMPTY", "The question is empty.");
  }
  if (field === "profile") {
    const hint = `The profiles are ${PROFILE_NAMES.join(", ")}.`;
    return new FootnoteError("SETTING_UNKNOWN", "There is no such profile.", { hint });
  }
  if (issue.code === "too_big") {
    const unit = issue.origin === "array" ? "turns" : "characters";
    return new FootnoteError("INPUT_TOO_LONG", `"${field}" has more than ${issue.maximum} ${unit}.`);
  }
  return new FootnoteError("INPUT_INVALID", `"${field}": ${issue.message}.`);
}
