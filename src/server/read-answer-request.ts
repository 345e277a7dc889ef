import { FootnoteError } from "../domain/errors.js";
import type { Question } from "../domain/query.js";
import { removeControlCharacters } from "../text/control-characters.js";
import { readBody, requireObject, toInputError } from "./read-body.js";
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
  const {
    question,
    history: given,
    conversationId: named,
    profile,
    stream = false,
  } = readBody(AnswerRequest, cleanQuestion(requireObject(body)), (issue, field) => {
    if (field === "question" && issue.code === "too_small") {
      return new FootnoteError("INPUT_EMPTY", "The question is empty.");
    }
    if (field !== "profile") return toInputError(issue, field);
    const hint = `The profiles are ${PROFILE_NAMES.join(", ")}.`;
    return new FootnoteError("SETTING_UNKNOWN", "There is no such profile.", { hint });
  });
  if (given && named !== undefined) {
    throw new FootnoteError("INPUT_INVALID", 'The request has both "history" and "conversationId".', {
      hint: "Send one of them: a conversation has its history here.",
    });
  }
  const history = (given ?? []).map((turn) => ({ ...turn, content: removeControlCharacters(turn.content) }));
  const conversationId = given ? undefined : (named ?? null);
  return { question: { text: question, history }, profile, conversationId, stream };
}

/** Limits count what is left of the question, so that one of blanks is empty and padding costs nothing. */
function cleanQuestion(body: object): object {
  if (!("question" in body) || typeof body.question !== "string") return body;
  return { ...body, question: removeControlCharacters(body.question).trim() };
}
