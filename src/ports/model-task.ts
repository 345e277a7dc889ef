import type { ChatMessage, ChatRequest } from "./chat-model.js";

/** A kind of question to a chat model whose answer is a value: versioned prompt, schema, and the reader of what comes. */
export interface ModelTask<Input, Output> {
  /** `understand.v1` */
  readonly version: string;
  /** First 8 hex digits of the prompt file's SHA-256. */
  readonly hash: string;
  readonly jsonSchema: NonNullable<ChatRequest["jsonSchema"]>;
  readonly maxTokens: number;
  messages(input: Input): ChatMessage[];
  /** Null for what is not of the schema. */
  parse(text: string): Output | null;
}
