import type { Footnote } from "../../src/compose.js";
import type { AnswerEvent } from "../../src/domain/answer.js";

type Script = AnswerEvent[] | Footnote["ask"];

/** A Footnote that plays a script of events, or a function of the question. What a test does not give is not implemented. */
export function scriptedFootnote({
  ask,
  ...methods
}: Partial<Omit<Footnote, "ask">> & { ask?: Script } = {}): Footnote {
  return {
    ask: Array.isArray(ask) ? () => play(ask) : (ask ?? notImplemented("ask")),
    search: notImplemented("search"),
    explain: notImplemented("explain"),
    fetch: notImplemented("fetch"),
    check: async () => ({ claims: [], invalidCitations: 0 }),
    deleteConversation: notImplemented("deleteConversation"),
    info: notImplemented("info"),
    warmUp: notImplemented("warmUp"),
    close: notImplemented("close"),
    ...methods,
  };
}

async function* play(events: AnswerEvent[]): AsyncGenerator<AnswerEvent, void> {
  yield* events;
}

function notImplemented(method: string): () => never {
  return () => {
    throw new Error(`Footnote.${method} is not implemented in this test.`);
  };
}
