import { answer, type Stages } from "./answer-engine.js";
import type { Conversations } from "./conversation/conversations.js";
import { summarizeHistory } from "./conversation/summarize-history.js";
import type { TokenPrices } from "./domain/answer.js";
import type { Question } from "./domain/query.js";
import type { AskOptions, Footnote } from "./footnote.js";
import { DEFAULT_PROFILE, type PipelineSettings, profileSettings } from "./profiles.js";
import { recordTrace } from "./tracing/record-trace.js";
import type { TraceStore } from "./tracing/trace.js";

export interface AskParts {
  stages(settings: PipelineSettings): Stages;
  conversations: Conversations;
  traces: Pick<TraceStore, "save">;
  onDefect: ((error: unknown) => void) | undefined;
  prices: TokenPrices | null;
}

/** Asking as every way in does it: with what was said before, in a budget, and a trace of all that happens. */
export function createAsk({ stages, conversations, traces, onDefect, prices }: AskParts): Footnote["ask"] {
  return function ask(
    question,
    { profile = DEFAULT_PROFILE, signal, conversationId, relatedQuestions = true }: AskOptions = {},
  ) {
    const settings = profileSettings(profile);
    const { relate, ...parts } = stages(settings);
    const chosen = { ...parts, ...(relate && relatedQuestions && settings.related.maxQuestions > 0 && { relate }) };
    const options = { profile, onDefect, prices };
    const answerNext = ({ history, ...rest }: Question) =>
      answer({ ...rest, history: summarizeHistory(history, settings.history) }, chosen, options, signal);
    const events =
      conversationId === undefined
        ? answerNext(question)
        : conversations.ask(question, conversationId, answerNext, signal);
    return recordTrace(events, { question: question.text, profile }, traces, onDefect);
  };
}
