import type { AnswerType } from "../../domain/query.js";
import type { ValueKind } from "../../text/answer-values.js";

/** What an answer of a type shows itself by; null for types that show no trace. */
export function valueKind(type: AnswerType): ValueKind | null {
  switch (type) {
    case "number":
    case "time":
      return type;
    case "person":
    case "place":
      return "name";
    default:
      return null;
  }
}
