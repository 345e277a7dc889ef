import type { Draft, DraftSentence, PromptUse, Source } from "../domain/answer.js";
import type { Evidence } from "../domain/candidate.js";
import { createDeadline } from "../domain/deadline.js";
import { FootnoteError } from "../domain/errors.js";
import type { SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import { numberSources } from "../domain/source.js";
import type { ChatMessage, StreamingChatModel } from "../ports/chat-model.js";
import type { Generator } from "../ports/generator.js";
import type { Prompt } from "../ports/prompt.js";
import { estimatePrompt, estimateTokens } from "../text/estimate-tokens.js";
import { withNumbersOf } from "./fall-back.js";
import { clean, drawBoundary, formatHistory, formatSources } from "./format-prompt.js";
import { sentencesOfStream } from "./model-text/sentences-of-stream.js";
import { unwrapJson } from "./model-text/unwrap-json.js";
import { withoutReasoning } from "./model-text/without-reasoning.js";
import { type PackedContext, packContext } from "./pack-context.js";

export interface ModelGeneratorSettings {
  /** Tokens the model reads and writes in one call, prompt and answer together. */
  contextTokens: number;
  /** Of which so many are kept for the answer. */
  answerTokens: number;
  /** Share of the rest that the conversation may take. */
  historyShare: number;
  /** Tokens of one answer, all calls together: the prompt is made to fit, and nothing is written anew beyond. */
  maxTokens: number;
  /** For the whole answer; what is written by then stands. */
  deadlineMs: number;
  /** Sentences of one answer that may be written anew. */
  maxRewrites: number;
}

export interface ModelGeneratorParts {
  model: StreamingChatModel;
  answerPrompt: Prompt;
  repairPrompt: Prompt;
  /** Writes when the model does not. */
  fallback: Generator;
  /** Told why the model did not write; the reader sees that it did not. */
  onFailure?: (error: unknown) => void;
}

/** What a model says that finds nothing in the sources; the answer prompts ask for these words. */
const NOT_IN_SOURCES =
  /^(?:(?:i'?m )?sorry[,.]? (?:but )?)?(?:the (?:provided |given )?(?:sources|documents|passages|context) (?:do|does) not (?:answer|say|contain|mention|provide|include|specify)|i (?:do not|don'?t|cannot|can'?t) (?:know|find|answer|determine)|there is no (?:information|answer|mention))/i;
const REPAIR_TOKENS = 200;

/**
 * Answers in a language model's words: sources packed into its window, its text read sentence by sentence while it writes.
 * When it fails before the first sentence, the fallback writes; when it fails later, what is whole stands. Either way the
 * answer says so (`degraded: ["llm"]`).
 */
export function createModelGenerator(parts: ModelGeneratorParts, settings: ModelGeneratorSettings): Generator {
  const { model, answerPrompt, repairPrompt, fallback, onFailure } = parts;
  return { write };

  function write(plan: SearchPlan, evidence: Evidence[], run: Run): Draft {
    const sources = numberSources(evidence.map(({ passage }) => passage));
    const { context, history } = pack(plan, sources, evidence);
    const quoted = (): AsyncIterable<DraftSentence> => withNumbersOf(sources, fallback.write(plan, evidence, run));
    const { version, hash } = answerPrompt;
    const prompt: PromptUse = { version, hash, model: model.modelId, tokens: context.tokens, leftOut: context.leftOut };
    const state: WritingState = { isWritten: false, isDeclined: false, endsAt: Infinity };
    let rewrites = 0;
    let tokens = 0;
    const charged: Run = {
      ...run,
      spend(usage) {
        tokens += usage.promptTokens + usage.completionTokens;
        run.spend(usage);
      },
    };
    return {
      sources,
      prompt,
      sentences: sentences(plan, { context, history }, quoted, charged, state),
      promptVersion: () => (state.isWritten ? version : null),
      instead() {
        // Who says that the sources do not answer is believed, and what was quoted already is not quoted again.
        if (state.isDeclined || !state.isWritten) return null;
        state.isWritten = false;
        return quoted();
      },
      async rewrite(sentence, reason) {
        const cost = context.tokens + PROMPT_TOKENS;
        const isAffordable = rewrites < settings.maxRewrites && tokens + cost <= settings.maxTokens;
        const remainingMs = state.endsAt - performance.now();
        if (!state.isWritten || !isAffordable || remainingMs <= 0) return null;
        rewrites++;
        return rewrite(sentence, reason, context, remainingMs, charged);
      },
    };
  }

  function pack(plan: SearchPlan, sources: Source[], evidence: Evidence[]): Packed {
    const { contextTokens, answerTokens, historyShare } = settings;
    const window = Math.min(contextTokens, settings.maxTokens);
    const room = Math.max(0, window - answerTokens - PROMPT_TOKENS - estimateTokens(plan.question));
    const history = formatHistory(plan.history ?? [], Math.floor(room * historyShare));
    const ranked = evidence.map(({ passage }) => passage.id);
    return { context: packContext(sources, ranked, room - estimateTokens(history)), history };
  }

  async function* sentences(
    plan: SearchPlan,
    { context, history }: Packed,
    quoted: () => AsyncIterable<DraftSentence>,
    run: Run,
    state: WritingState,
  ): AsyncGenerator<DraftSentence, void> {
    const deadline = createDeadline(settings.deadlineMs, run.signal);
    state.endsAt = performance.now() + settings.deadlineMs;
    try {
      const messages = await answerPrompt.render({
        boundary: drawBoundary(),
        sources: formatSources(context.sources),
        history: history || "(none)",
        question: clean(plan.question),
        standaloneQuestion: clean(plan.standaloneQuestion),
      });
      for await (const sentence of readSentences(ask(messages, deadline.signal, run))) {
        if (!state.isWritten && NOT_IN_SOURCES.test(sentence.text)) {
          state.isWritten = true;
          state.isDeclined = true;
          return;
        }
        state.isWritten = true;
        yield sentence;
      }
      if (!state.isWritten) throw new FootnoteError("LLM_ANSWER_INVALID", `"${model.modelId}" wrote no sentence.`);
    } catch (error) {
      if (run.signal.aborted) throw error;
      onFailure?.(deadline.signal.aborted ? tooSlow() : error);
      run.degrade("llm");
      if (!state.isWritten) yield* quoted();
    } finally {
      deadline.clear();
    }
  }

  function tooSlow(): FootnoteError {
    const message = `"${model.modelId}" did not end within ${settings.deadlineMs / 1_000} s.`;
    return new FootnoteError("LLM_UNAVAILABLE", message, { hint: "FOOTNOTE_MODEL_SECONDS sets the limit." });
  }

  async function* ask(messages: ChatMessage[], signal: AbortSignal, run: Run): AsyncGenerator<string, void> {
    let completionTokens = 0;
    let counts = null;
    const pieces = model.stream(messages, { signal, maxTokens: settings.answerTokens, temperature: 0 });
    try {
      for (;;) {
        const next = await pieces.next();
        if (next.done) {
          counts = next.value;
          return;
        }
        completionTokens += estimateTokens(next.value);
        yield next.value;
      }
    } finally {
      await pieces.return({ promptTokens: null, completionTokens: null });
      // An answer that was not read to its end, or an endpoint without counts, is charged by estimate.
      run.spend({
        promptTokens: counts?.promptTokens ?? estimatePrompt(messages),
        completionTokens: counts?.completionTokens ?? completionTokens,
        llmCalls: 1,
      });
    }
  }

  /** One sentence anew, told what is wrong with it; null when the model does not, or says that it cannot. */
  async function rewrite(
    sentence: string,
    reason: string,
    context: PackedContext,
    timeoutMs: number,
    run: Run,
  ): Promise<string | null> {
    const deadline = createDeadline(timeoutMs, run.signal);
    try {
      const messages = await repairPrompt.render({
        ...{ boundary: drawBoundary(), sources: formatSources(context.sources) },
        ...{ sentence: clean(sentence), reason: clean(reason) },
      });
      const request = { signal: deadline.signal, maxTokens: REPAIR_TOKENS, temperature: 0 };
      const { text, promptTokens, completionTokens } = await model.complete(messages, request);
      run.spend({
        promptTokens: promptTokens ?? estimatePrompt(messages),
        completionTokens: completionTokens ?? estimateTokens(text),
        llmCalls: 1,
      });
      for await (const written of readSentences(once(text))) {
        return NOT_IN_SOURCES.test(written.text) || /^none\b/i.test(written.text) ? null : written.text;
      }
      return null;
    } catch (error) {
      if (run.signal.aborted) throw error;
      onFailure?.(error);
      return null;
    } finally {
      deadline.clear();
    }
  }
}

/** What goes into the prompt. */
interface Packed {
  context: PackedContext;
  history: string;
}

/** How far the writing of one answer has come. */
interface WritingState {
  isWritten: boolean;
  /** The model said that the sources do not answer. */
  isDeclined: boolean;
  /** When the time of the whole answer is up, `performance.now()`. */
  endsAt: number;
}

/** Room for the instructions and what frames the sources; the longest prompt has about 450. */
const PROMPT_TOKENS = 600;

/** Plain sentences of what a model writes, whatever it puts around them. */
function readSentences(pieces: AsyncIterable<string>): AsyncGenerator<DraftSentence, void> {
  return sentencesOfStream(unwrapJson(withoutReasoning(pieces)));
}

async function* once(text: string): AsyncGenerator<string, void> {
  yield text;
}
