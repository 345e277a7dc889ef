/** One turn of a conversation with a language model. */
export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

export interface ChatRequest {
  signal?: AbortSignal;
  /** The answer is cut there. */
  maxTokens: number;
  /** 0 takes the likeliest word each time, 1 draws as the model was trained to. */
  temperature: number;
  /** JSON schema the answer shall keep to. Many endpoints ignore it, and a cut answer breaks it: validate what comes. */
  jsonSchema?: { name: string; schema: Record<string, unknown> };
}

/** `{ text: "Paris [1].", promptTokens: 812, completionTokens: 5 }`; counts are null where the endpoint gives none. */
export interface ChatCompletion {
  text: string;
  promptTokens: number | null;
  completionTokens: number | null;
}

/** `null` where the endpoint gives no counts. */
export type TokenCounts = Pick<ChatCompletion, "promptTokens" | "completionTokens">;

/** A language model that answers messages. */
export interface ChatModel {
  readonly modelId: string;
  /**
   * The model's answer; empty text when it says nothing. Transient failures are repeated by the adapter.
   * @throws FootnoteError LLM_UNAVAILABLE (unreachable, too slow or busy after all attempts), LLM_REFUSED (key, model or
   * request), LLM_ANSWER_INVALID (no answer in the protocol), INPUT_TOO_LONG (more than the model reads), ABORTED
   */
  complete(messages: readonly ChatMessage[], request: ChatRequest): Promise<ChatCompletion>;
}

/** A language model whose answer can be read while it is written. */
export interface StreamingChatModel extends ChatModel {
  /**
   * The answer in pieces, none empty; what it cost when it has ended. Only what fails before the first piece is repeated.
   * A reader that stops early ends the call. @throws as `complete`
   */
  stream(messages: readonly ChatMessage[], request: ChatRequest): AsyncGenerator<string, TokenCounts>;
}
