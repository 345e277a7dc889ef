import type { Evidence } from "../domain/candidate.js";
import type { NextQueryRequest, SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import type { ChatModel } from "../ports/chat-model.js";
import type { ModelTask } from "../ports/model-task.js";
import { askModel } from "../ports/ask-model.js";
import { nextQueries } from "./next-queries.js";

const READ_PASSAGES = 6;
const MAX_QUERY_LENGTH = 200;

export interface NextQueryModel {
  chatModel: ChatModel;
  task: ModelTask<NextQueryRequest, string[]>;
}

/**
 * What to search for in a second round: a model's own next queries, where there is one and it answers in time; else by
 * rule, with `llm-understanding` degraded. Queries only search: a passage that talks the model into an odd one costs a search.
 */
export function createNextQueries(
  model: NextQueryModel | null,
  {
    secondRound,
    understanding,
  }: { secondRound: { maxQueries: number }; understanding: { model: { timeoutMs: number } } },
) {
  const limit = secondRound.maxQueries;
  const { timeoutMs } = understanding.model;
  return async function next(plan: SearchPlan, evidence: readonly Evidence[], run: Run): Promise<string[]> {
    const found = evidence.map(({ passage }) => passage);
    const question = plan.standaloneQuestion;
    if (!model || found.length === 0) return nextQueries(question, found, limit);
    const request = { question, passages: found.slice(0, READ_PASSAGES), limit };
    const queries = await askModel(model.chatModel, model.task, request, { timeoutMs, run });
    if (queries === null) {
      run.degrade("llm-understanding");
      return nextQueries(question, found, limit);
    }
    const plain = queries.map((query) => query.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim());
    const usable = plain.filter((query) => query !== "" && query.length <= MAX_QUERY_LENGTH && query !== question);
    return [...new Set(usable)].slice(0, limit);
  };
}
