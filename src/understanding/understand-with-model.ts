import type { Interpretation, InterpretationRequest, Question, SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import type { ChatModel } from "../ports/chat-model.js";
import type { ModelTask } from "../ports/model-task.js";
import { askModel } from "../ports/ask-model.js";
import { checkInterpretation } from "./check-interpretation.js";
import { detectAnswerType } from "./intent.js";
import { isSure } from "./is-sure.js";
import { createUnderstand, type UnderstandingSettings } from "./understand.js";

export interface UnderstandingModel {
  chatModel: ChatModel;
  task: ModelTask<InterpretationRequest, Interpretation>;
}

export interface ModelUnderstandingSettings extends UnderstandingSettings {
  model: {
    /** Whether a language model is asked at all, where there is one. */
    enabled: boolean;
    /** Whether plain questions that lean on no earlier turn are left to the rules. */
    skipWhenSure: boolean;
    /** After this long the rules' plan is taken. */
    timeoutMs: number;
  };
}

/**
 * The understanding stage with a language model behind the rules: one call gives stand-alone question, sub-queries and
 * filters, checked against what was said. Where the rules are sure, no model is asked; where it fails, is too slow or says
 * what cannot be used, the rules' plan stands and the run has `llm-understanding` degraded.
 */
export function createUnderstandWithModel(model: UnderstandingModel | null, settings: ModelUnderstandingSettings) {
  const byRule = createUnderstand(settings);
  const { enabled, skipWhenSure, timeoutMs } = settings.model;

  return async function understand(question: Question, run: Run): Promise<SearchPlan> {
    const plan = await byRule(question);
    if (!model || !enabled || plan.subQueries.length === 0 || (skipWhenSure && isSure(question, plan))) return plan;
    const interpretation = await interpret(model, question, run);
    if (!interpretation) {
      run.degrade("llm-understanding");
      return plan;
    }
    const { standaloneQuestion, intent, subQueries, filters, needsRecent } = interpretation;
    return {
      ...plan,
      standaloneQuestion,
      intent,
      answerType: detectAnswerType(standaloneQuestion),
      subQueries: [...new Set([standaloneQuestion, ...subQueries])].slice(0, settings.maxSubQueries),
      // What the words and the request say to the letter comes before what a model reads into them.
      filters: { ...filters, ...plan.filters },
      ...(needsRecent && { needsRecent }),
    };
  };

  async function interpret(
    { chatModel, task }: UnderstandingModel,
    { text, history }: Question,
    run: Run,
  ): Promise<Interpretation | null> {
    const request = { question: text, history, maxSubQueries: Math.max(0, settings.maxSubQueries - 1) };
    const answer = await askModel(chatModel, task, request, { timeoutMs, run });
    return answer && checkInterpretation(answer, request);
  }
}
