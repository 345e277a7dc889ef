/** `{ answerId: "3f2a...", question: "What is BM25?", answer: "BM25 is a ranking function [1]." }` */
export interface Exchange {
  answerId: string;
  question: string;
  /** The answer's text, or what an abstention said. */
  answer: string;
}

/** Keeps conversations, within bounds: what is old, or too much, is removed. */
export interface ConversationStore {
  /** The newest `limit` exchanges, oldest first; null when there is no such conversation. */
  read(id: string, limit: number): Promise<Exchange[] | null>;
  /** Begins a conversation with its first exchange. */
  begin(id: string, exchange: Exchange): Promise<void>;
  /** Adds an exchange; false when the conversation has been removed meanwhile. */
  append(id: string, exchange: Exchange): Promise<boolean>;
  /** Removes a conversation, and gives the ids of its answers; null when there is none. */
  remove(id: string): Promise<string[] | null>;
  close(): Promise<void>;
}
