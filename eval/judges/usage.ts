import type { ChatModel } from "../../src/ports/chat-model.js";

/** What judging cost. Tokens are those the endpoint reported: a lower bound when some calls reported none. */
export interface Usage {
  calls: number;
  failedCalls: number;
  promptTokens: number;
  completionTokens: number;
  callsWithoutTokenCount: number;
}

/** The model, and a count of what is asked of it. */
export function meterChatModel(model: ChatModel): { model: ChatModel; usage: Usage } {
  const usage: Usage = { calls: 0, failedCalls: 0, promptTokens: 0, completionTokens: 0, callsWithoutTokenCount: 0 };
  return {
    usage,
    model: {
      modelId: model.modelId,
      async complete(messages, request) {
        usage.calls++;
        try {
          const completion = await model.complete(messages, request);
          usage.promptTokens += completion.promptTokens ?? 0;
          usage.completionTokens += completion.completionTokens ?? 0;
          if (completion.promptTokens === null) usage.callsWithoutTokenCount++;
          return completion;
        } catch (error) {
          usage.failedCalls++;
          throw error;
        }
      },
    },
  };
}
