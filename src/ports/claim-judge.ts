import type { ChatModel } from "./chat-model.js";
import type { ModelTask } from "./model-task.js";

/** A statement and the texts it is held against, title first. */
export interface JudgedStatement {
  statement: string;
  passages: string[];
}

/** A language model asked whether passages support statements; one verdict a statement, in order. */
export interface ClaimJudge {
  chatModel: ChatModel;
  task: ModelTask<JudgedStatement[], boolean[]>;
}
