import type { Abstention, AbstentionReason, Source } from "../domain/answer.js";
import type { Intent } from "../domain/query.js";

const REFUSED: Partial<Record<Intent, string>> = {
  empty: "There is no question to answer.",
  "small-talk": "I answer questions from the indexed documents; ask me something they might say.",
  nonsense: "I cannot make out a question in this.",
};

/** An abstention with its one plain sentence for the reader, naming what was found where something was. */
export function abstain(
  reason: AbstentionReason,
  { intent, sources = [] }: { intent?: Intent; sources?: Source[] },
): Abstention {
  return { reason, message: message(reason, intent, sources) };
}

function message(reason: AbstentionReason, intent: Intent | undefined, sources: Source[]): string {
  const closest = sources[0] ? ` The closest source is "${sources[0].title}".` : "";
  switch (reason) {
    case "refused-input":
      return (intent && REFUSED[intent]) ?? "I cannot answer this kind of input.";
    case "no-evidence":
      return "The documents do not mention anything like this.";
    case "weak-evidence":
      return `The documents do not answer this question.${closest}`;
    case "unsupported-draft":
      return `No sentence of the draft was supported by the documents.${closest}`;
    case "conflicting-evidence":
      return `The documents contradict each other on this.${closest}`;
  }
}
