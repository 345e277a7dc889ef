import type { ChatCompletion, ChatMessage, ChatModel, ChatRequest } from "../../src/ports/chat-model.js";

/** One answer of a script: text, an error to throw, or "hang" for a call that never ends and minds no signal. */
export type ScriptedTurn = string | Error | { hang: true };

/** A chat model that says what a test wrote for it, in order, and keeps what it was asked. */
export function createScriptedChatModel(...script: ScriptedTurn[]) {
  const asked: { messages: readonly ChatMessage[]; request: ChatRequest }[] = [];
  const model: ChatModel = {
    modelId: "scripted",
    async complete(messages, request): Promise<ChatCompletion> {
      asked.push({ messages, request });
      const turn = script.shift();
      if (turn === undefined) throw new Error("The script has no further turn.");
      if (turn instanceof Error) throw turn;
      if (typeof turn === "object") return new Promise<never>(() => undefined);
      return { text: turn, promptTokens: 100, completionTokens: 20 };
    },
  };
  return { model, asked };
}
