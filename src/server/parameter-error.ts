import type { z } from "zod";
import { type ErrorCode, FootnoteError } from "../domain/errors.js";

/** A refusal of one field of a request, with what clients of OpenAI's interface look at. */
export class ParameterError extends FootnoteError {
  /**
   * @param param the field, `messages[0].content`
   * @param fault what is wrong with it, to go on from its name: `is no date`
   * @param reason OpenAI's code for this kind of fault
   */
  constructor(
    readonly param: string,
    fault: string,
    readonly reason: string = "invalid_value",
    { code = "INPUT_INVALID", hint }: { code?: ErrorCode; hint?: string } = {},
  ) {
    super(code, `"${param}" ${fault}.`, hint === undefined ? {} : { hint });
  }
}

/** The first fault that a schema found, in the words and codes of OpenAI's interface. */
export function toParameterError(issue: z.core.$ZodIssue): ParameterError {
  const param = formatPath(issue.path);
  if (issue.code === "unrecognized_keys") {
    const unknown = formatPath([...issue.path, issue.keys[0]!]);
    return new ParameterError(unknown, "is no parameter of this interface", "unknown_parameter");
  }
  if (issue.code === "too_big") {
    if (issue.origin === "array") {
      return new ParameterError(param, `has more than ${issue.maximum} entries`, "array_above_max_length");
    }
    if (issue.origin === "string") {
      return new ParameterError(param, `has more than ${issue.maximum} characters`, "string_above_max_length");
    }
    return new ParameterError(param, `is more than ${issue.maximum}`, "integer_above_max_value");
  }
  if (issue.code === "invalid_union") {
    // One of several types fits but for something about it: that is what is wrong.
    const inside = issue.errors.flat().find(({ path, code }) => path.length > 0 || code !== "invalid_type");
    if (inside) return toParameterError({ ...inside, path: [...issue.path, ...inside.path] });
  }
  const isMissing = issue.code === "invalid_type" && / received undefined$/.test(issue.message);
  if (isMissing) return new ParameterError(param, "is missing", "missing_required_parameter");
  const reason = issue.code === "invalid_type" || issue.code === "invalid_union" ? "invalid_type" : "unsupported_value";
  return new ParameterError(param, `cannot be used: ${issue.message}`, reason);
}

/** `["messages", 0, "content"]` as `messages[0].content`. */
function formatPath(path: PropertyKey[]): string {
  const parts = path.map((key, i) => (typeof key === "number" ? `[${key}]` : `${i > 0 ? "." : ""}${String(key)}`));
  return parts.join("") || "body";
}
