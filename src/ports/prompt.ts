import type { ChatMessage } from "./chat-model.js";

/** A versioned prompt. A change of its words is a new version, and shows in the hash in any case. */
export interface Prompt {
  /** `answer.v3` */
  readonly version: string;
  /** First 8 hex digits of the file's SHA-256. */
  readonly hash: string;
  /** Its messages with the values in place, which are not searched for places of their own. */
  render(values: Record<string, string>): Promise<ChatMessage[]>;
}
