import type { z } from "zod";
import { FootnoteError } from "../domain/errors.js";
import { CheckRequest } from "./schemas.js";

/** The body of `POST /v1/check`. @throws FootnoteError BODY_MALFORMED, INPUT_EMPTY, INPUT_TOO_LONG, INPUT_INVALID */
export function readCheckRequest(body: unknown): z.infer<typeof CheckRequest> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new FootnoteError("BODY_MALFORMED", "The body is not a JSON object.");
  }
  const result = CheckRequest.safeParse(body);
  if (result.success) {
    const { text, sources } = result.data;
    if (text.trim() === "") throw new FootnoteError("INPUT_EMPTY", "The text is empty.");
    const numbers = sources.map(({ number }, i) => number ?? i + 1);
    const double = numbers.find((number, i) => numbers.indexOf(number) !== i);
    if (double === undefined) return { text, sources };
    throw new FootnoteError("INPUT_INVALID", `Two sources have the number ${double}.`);
  }
  const issue = result.error.issues[0]!;
  const field = issue.path.map(String).join(".") || "body";
  if (issue.code === "too_big") {
    const unit = issue.origin === "array" ? "entries" : "characters";
    throw new FootnoteError("INPUT_TOO_LONG", `"${field}" has more than ${issue.maximum} ${unit}.`);
  }
  throw new FootnoteError("INPUT_INVALID", `"${field}": ${issue.message}.`, {
    hint: 'A body looks like this: {"text": "It rose by 3% [1].", "sources": [{"text": "..."}]}',
  });
}
