import type { Abstention, AbstentionReason, Source } from "../domain/answer.js";
import type { Intent } from "../domain/query.js";
import type { Presuppositions } from "./answerability/presuppositions.js";

const REFUSED: Partial<Record<Intent, string>> = {
  empty: "There is no question to answer.",
  "small-talk": "I answer questions from the indexed documents; ask me something they might say.",
  nonsense: "I cannot make out a question in this.",
};

interface Circumstances {
  intent?: Intent;
  sources?: readonly Source[];
  presuppositions?: Presuppositions;
}

/** An abstention with its plain words for the reader, naming what is missing and what was found where something was. */
export function abstain(reason: AbstentionReason, circumstances: Circumstances): Abstention {
  return { reason, message: message(reason, circumstances) };
}

function message(reason: AbstentionReason, { intent, sources = [], presuppositions }: Circumstances): string {
  const closest = sources[0] ? ` The closest source is "${sources[0].title}".` : "";
  switch (reason) {
    case "refused-input":
      return (intent && REFUSED[intent]) ?? "I cannot answer this kind of input.";
    case "no-evidence":
      return "The documents do not mention anything like this.";
    case "weak-evidence":
      return `${whatIsMissing(presuppositions)}${closest}`;
    case "unsupported-draft":
      return `No sentence of the draft was supported by the documents.${closest}`;
    case "conflicting-evidence":
      return `The documents contradict each other on this.${closest}`;
  }
}

function whatIsMissing({ missing, statement }: Presuppositions = { missing: [], statement: null }): string {
  if (missing.length > 0) {
    return `The passages found do not mention ${list(missing.map((name) => `"${name}"`))}.`;
  }
  if (statement && statement.check.verdict !== "supported") {
    return "The documents do not say what the question takes for granted.";
  }
  return "The documents do not answer this question.";
}

function list(items: string[]): string {
  return items.length > 1 ? `${items.slice(0, -1).join(", ")} or ${items.at(-1)}` : items.join("");
}
