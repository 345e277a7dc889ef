import { AIMessageChunk, type BaseMessage } from "@langchain/core/messages";
import { Runnable, type RunnableConfig } from "@langchain/core/runnables";
import type { Answer, AnswerEvent } from "../domain/answer.js";
import { FootnoteError } from "../domain/errors.js";
import { checkQuestion } from "../domain/limits.js";
import type { Turn } from "../domain/query.js";
import type { Footnote } from "../footnote.js";

/** A question alone, or with what was said before: as messages, or by the id of a conversation that is kept. */
export type AnswerInput =
  | string
  | {
      question: string;
      history?: readonly BaseMessage[];
      /** Of an earlier answer, or null to begin a conversation; not together with `history`. */
      conversationId?: string | null;
    };

export interface AnswerChainFields {
  footnote: Pick<Footnote, "ask">;
  /** `fast`, `balanced` (default) or `thorough`. */
  profile?: string;
}

/**
 * The engine as a runnable: a question in, a message out, whose text is checked and cited, and whose
 * `response_metadata.footnote` is the whole `Answer` (`answerOf` reads it). An abstention is a message too, saying why.
 * Streamed, each chunk is a sentence that has passed its check; the last one has no text and carries the answer.
 * @throws FootnoteError (invoke, stream)
 */
export class AnswerChain extends Runnable<AnswerInput, AIMessageChunk> {
  static override lc_name(): string {
    return "FootnoteAnswerChain";
  }

  lc_namespace = ["footnote", "langchain"];

  readonly #footnote: Pick<Footnote, "ask">;
  readonly #profile: string | undefined;

  constructor({ footnote, profile }: AnswerChainFields) {
    super();
    this.#footnote = footnote;
    this.#profile = profile;
  }

  async invoke(input: AnswerInput, options?: Partial<RunnableConfig>): Promise<AIMessageChunk> {
    return this._callWithConfig((asked, config) => this.#answer(asked, config?.signal), input, options);
  }

  override async *_streamIterator(
    input: AnswerInput,
    options?: Partial<RunnableConfig>,
  ): AsyncGenerator<AIMessageChunk> {
    const chunks = this.#chunks.bind(this);
    yield* this._transformStreamWithConfig(
      inputs(input),
      async function* (asked, _runManager, config) {
        for await (const one of asked) yield* chunks(one, config?.signal);
      },
      options,
    );
  }

  async #answer(input: AnswerInput, signal: AbortSignal | undefined): Promise<AIMessageChunk> {
    let message = new AIMessageChunk("");
    for await (const chunk of this.#chunks(input, signal)) message = message.concat(chunk);
    return message;
  }

  async *#chunks(input: AnswerInput, signal: AbortSignal | undefined): AsyncGenerator<AIMessageChunk> {
    const { question, history = [], ...conversation } = typeof input === "string" ? { question: input } : input;
    checkQuestion(question);
    if (history.length > 0 && conversation.conversationId !== undefined) {
      throw new FootnoteError("INPUT_INVALID", "The input has both a history and a conversationId.");
    }
    const options = { ...conversation, ...(this.#profile && { profile: this.#profile }), ...(signal && { signal }) };
    const asked = { text: question, history: history.flatMap(toTurn) };
    const events = this.#footnote.ask(asked, options);
    // An aborted stream of LangChain's is left where it stands, and would hold what the answer holds.
    const end = (): void => void events.return();
    signal?.addEventListener("abort", end, { once: true });
    try {
      for await (const event of events) yield* toChunks(event);
    } finally {
      signal?.removeEventListener("abort", end);
    }
  }
}

async function* inputs(input: AnswerInput): AsyncGenerator<AnswerInput> {
  yield input;
}

/** The answer that a message of the chain carries: claims, sources, verdicts, times. @throws TypeError for other messages */
export function answerOf(message: BaseMessage): Answer {
  const { footnote } = message.response_metadata as { footnote?: Answer };
  if (footnote) return footnote;
  throw new TypeError("The message is none of the answer chain, or not its last chunk.");
}

function* toChunks(event: AnswerEvent): Generator<AIMessageChunk> {
  switch (event.type) {
    case "answer-delta":
      yield new AIMessageChunk(event.text);
      return;
    case "answer-error":
      throw FootnoteError.fromBody(event.error);
    case "answer-validated": {
      const { abstention, usage, id } = event.answer;
      const { promptTokens, completionTokens } = usage;
      yield new AIMessageChunk({
        id,
        content: abstention?.message ?? "",
        response_metadata: { footnote: event.answer },
        usage_metadata: {
          input_tokens: promptTokens,
          output_tokens: completionTokens,
          total_tokens: promptTokens + completionTokens,
        },
      });
      return;
    }
  }
}

/** People and assistants have turns; what a system or a tool said is no part of a conversation about documents. */
function toTurn(message: BaseMessage): Turn[] {
  if (message.type === "human") return [{ role: "user", content: message.text }];
  return message.type === "ai" ? [{ role: "assistant", content: message.text }] : [];
}
