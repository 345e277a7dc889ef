import type { z } from "zod";
import { FootnoteError } from "../domain/errors.js";
import { readBody, toInputError } from "./read-body.js";
import { CheckRequest } from "./schemas.js";

const HINT = 'A body looks like this: {"text": "It rose by 3% [1].", "sources": [{"text": "..."}]}';

/** The body of `POST /v1/check`. @throws FootnoteError BODY_MALFORMED, INPUT_EMPTY, INPUT_TOO_LONG, INPUT_INVALID */
export function readCheckRequest(body: unknown): z.infer<typeof CheckRequest> {
  const { text, sources } = readBody(CheckRequest, body, (issue, field) => toInputError(issue, field, HINT));
  if (text.trim() === "") throw new FootnoteError("INPUT_EMPTY", "The text is empty.");
  const numbers = sources.map(({ number }, i) => number ?? i + 1);
  const double = numbers.find((number, i) => numbers.indexOf(number) !== i);
  if (double === undefined) return { text, sources };
  throw new FootnoteError("INPUT_INVALID", `Two sources have the number ${double}.`);
}
