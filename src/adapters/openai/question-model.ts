import type { ChatModel } from "../../ports/chat-model.js";
import { createNextQueryTask } from "./next-query-task.js";
import { createUnderstandingTask } from "./understanding-task.js";

/** A chat model with what it is asked of questions: what they mean, and what to look up next. */
export function createQuestionModel(chatModel: ChatModel) {
  return {
    interpret: { chatModel, task: createUnderstandingTask() },
    next: { chatModel, task: createNextQueryTask() },
  };
}
