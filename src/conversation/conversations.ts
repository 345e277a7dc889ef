import { randomUUID } from "node:crypto";
import type { Answer, AnswerEvent } from "../domain/answer.js";
import { FootnoteError, toFootnoteError } from "../domain/errors.js";
import type { Question, Turn } from "../domain/query.js";
import type { ConversationStore, Exchange } from "../ports/conversation-store.js";
import { createSequence } from "./one-at-a-time.js";

/** More than any budget of tokens has room for. */
const MAX_EXCHANGES_READ = 100;

export interface Conversations {
  /**
   * Answers a question as the next of a conversation, or with null as the first of a new one: `answer` gets it with the
   * history, and its answer is kept before it is handed on, with the conversation's id. Questions of one conversation are
   * answered one after another, in order of arrival.
   */
  ask(
    question: Question,
    id: string | null,
    answer: (question: Question) => AsyncIterable<AnswerEvent>,
    signal?: AbortSignal,
  ): AsyncGenerator<AnswerEvent, void>;
  /** Ids of the answers that were in it. @throws FootnoteError CONVERSATION_UNKNOWN */
  remove(id: string): Promise<string[]>;
}

/** Conversations over a store. One that cannot be written is told to `onFailure`, and costs no answer. */
export function createConversations(
  store: ConversationStore,
  onFailure: (error: unknown) => void = () => undefined,
): Conversations {
  const sequence = createSequence();

  /** The id under which an answer was kept; null when it was not. */
  async function keep(id: string | null, exchange: Exchange): Promise<string | null> {
    try {
      if (id !== null) return (await store.append(id, exchange)) ? id : null;
      // Whoever has the id may go on with the conversation, so it must not be guessed.
      const begun = randomUUID();
      await store.begin(begun, exchange);
      return begun;
    } catch (error) {
      onFailure(error);
      return null;
    }
  }

  async function* withExchanges(
    events: AsyncIterable<AnswerEvent>,
    id: string | null,
  ): AsyncGenerator<AnswerEvent, void> {
    for await (const event of events) {
      if (event.type !== "answer-validated") yield event;
      else {
        const conversationId = await keep(id, toExchange(event.answer));
        yield conversationId === null ? event : { ...event, answer: { ...event.answer, conversationId } };
      }
    }
  }

  return {
    async *ask(question, id, answer, signal = new AbortController().signal) {
      if (id === null) return yield* withExchanges(answer(question), null);
      let leave = (): void => undefined;
      try {
        leave = await sequence.enter(id, signal);
        // Whoever leaves without ending the stream must not hold up the conversation.
        signal.addEventListener("abort", leave, { once: true });
        const earlier = await store.read(id, MAX_EXCHANGES_READ);
        if (!earlier) throw unknownConversation();
        yield* withExchanges(answer({ ...question, history: earlier.flatMap(toTurns) }), id);
      } catch (error) {
        const failure = toFootnoteError(error);
        if (failure.code === "INTERNAL") onFailure(error);
        yield { type: "answer-error", error: failure.toBody() };
      } finally {
        signal.removeEventListener("abort", leave);
        leave();
      }
    },

    async remove(id) {
      const answerIds = await store.remove(id);
      if (!answerIds) throw unknownConversation();
      return answerIds;
    },
  };
}

function toExchange({ id, question, text, abstention }: Answer): Exchange {
  return { answerId: id, question, answer: text || (abstention?.message ?? "") };
}

function toTurns({ question, answer }: Exchange): Turn[] {
  return [
    { role: "user", content: question },
    { role: "assistant", content: answer },
  ];
}

function unknownConversation(): FootnoteError {
  return new FootnoteError("CONVERSATION_UNKNOWN", "There is no conversation with this id.");
}
