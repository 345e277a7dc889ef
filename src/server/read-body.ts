import type { z } from "zod";
import { FootnoteError } from "../domain/errors.js";

/** @throws FootnoteError BODY_MALFORMED */
export function requireObject(body: unknown): object {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  throw new FootnoteError("BODY_MALFORMED", "The body is not a JSON object.");
}

/**
 * A body as its schema says; what is wrong with it is told of its first fault, by `refuse` where that has better words.
 * @throws FootnoteError BODY_MALFORMED, INPUT_TOO_LONG, INPUT_INVALID, or what `refuse` gives
 */
export function readBody<T>(
  schema: z.ZodType<T>,
  body: unknown,
  refuse: (issue: z.core.$ZodIssue, field: string) => FootnoteError = toInputError,
): T {
  const result = schema.safeParse(requireObject(body));
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw refuse(issue, issue.path.map(String).join(".") || "body");
}

/** The fault of a field in the words of the catalogue, with `hint` in place of INPUT_INVALID's. */
export function toInputError(issue: z.core.$ZodIssue, field: string, hint?: string): FootnoteError {
  if (issue.code === "too_big") {
    const unit = issue.origin === "array" ? "entries" : "characters";
    return new FootnoteError("INPUT_TOO_LONG", `"${field}" has more than ${issue.maximum} ${unit}.`);
  }
  if (issue.code === "unrecognized_keys") {
    const inside = field === "body" ? "" : `${field}.`;
    return new FootnoteError("INPUT_INVALID", `"${inside}${issue.keys[0]}" is no field of this request.`);
  }
  return new FootnoteError("INPUT_INVALID", `"${field}": ${issue.message}.`, hint === undefined ? {} : { hint });
}
