import { FootnoteError } from "./errors.js";

export const MAX_QUESTION_LENGTH = 2_000;

/** @throws FootnoteError INPUT_EMPTY, INPUT_TOO_LONG */
export function checkQuestion(text: string): void {
  if (text.replace(/[\p{Cc}\p{Cf}\s]/gu, "") === "") throw new FootnoteError("INPUT_EMPTY", "The question is empty.");
  if (text.length > MAX_QUESTION_LENGTH) {
    throw new FootnoteError(
      "INPUT_TOO_LONG",
      `The question has ${text.length} characters; at most ${MAX_QUESTION_LENGTH} are read.`,
    );
  }
}
