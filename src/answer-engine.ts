import { randomUUID } from "node:crypto";
import type {
  Answer,
  Answered,
  AnswerEvent,
  DegradedPart,
  Draft,
  Stage,
  TokenPrices,
  TokenUsage,
  Validated,
  ValidationEvent,
} from "./domain/answer.js";
import type { Candidate, Evidence } from "./domain/candidate.js";
import { FootnoteError, toFootnoteError } from "./domain/errors.js";
import type { Question, SearchPlan } from "./domain/query.js";
import type { Run } from "./domain/run.js";

/** The five stages. Each is a function of plain data, made by its folder's factory; `compose.ts` picks the parts. */
export interface Stages {
  understand(question: Question, run: Run): Promise<SearchPlan>;
  retrieve(plan: SearchPlan, run: Run): Promise<Candidate[]>;
  rank(plan: SearchPlan, candidates: Candidate[], run: Run): Promise<Evidence[]>;
  generate(plan: SearchPlan, evidence: Evidence[], run: Run): Draft;
  validate(plan: SearchPlan, evidence: Evidence[], draft: Draft, run: Run): AsyncGenerator<ValidationEvent, Validated>;
  /** Questions to ask next; left out where nobody wants them. Comes after the last delta, and has a time limit of its own. */
  relate?(answered: Answered, run: Run): Promise<string[]>;
}

export interface AnswerOptions {
  profile: string;
  /** For the estimate of what the answer cost. */
  prices?: TokenPrices | null;
  /** Told of failures that are no part of the catalogue: the caller sees INTERNAL and nothing of their inside. */
  onDefect?: (error: unknown) => void;
}

/** Answers one question: the five stages in order, told as events. The stream ends with `answer-end` or `answer-error`. */
export async function* answer(
  question: Question,
  stages: Stages,
  options: AnswerOptions,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<AnswerEvent, void> {
  const id = randomUUID();
  const degraded = new Set<DegradedPart>();
  const usage: TokenUsage = { promptTokens: 0, completionTokens: 0, llmCalls: 0 };
  const run: Run = {
    signal,
    degrade: (part) => degraded.add(part),
    spend(spent) {
      usage.promptTokens += spent.promptTokens;
      usage.completionTokens += spent.completionTokens;
      usage.llmCalls += spent.llmCalls;
    },
  };
  const clock = createStageClock();

  try {
    const plan = await clock.time("understanding", () => stages.understand(question, run));
    yield { type: "query-understood", id, plan };

    const candidates = await clock.time("retrieval", () => stages.retrieve(plan, run));
    yield { type: "passages-retrieved", candidates };

    const evidence = await clock.time("ranking", () => stages.rank(plan, candidates, run));
    const draft = clock.timeDraft(() => stages.generate(plan, evidence, run));
    const { sources, prompt } = draft;
    yield { type: "passages-ranked", evidence, sources, ...(prompt && { prompt }) };

    const validated = yield* clock.timeEvents("validation", stages.validate(plan, evidence, draft, run));
    const related = await clock.timeApart(stages.relate?.({ question, plan, candidates, evidence, validated }, run));
    const answer: Answer = {
      id,
      question: plan.question,
      standaloneQuestion: plan.standaloneQuestion,
      status: validated.abstention ? "abstained" : "answered",
      ...validated,
      sources,
      degraded: [...degraded],
      relatedQuestions: related.value ?? [],
      profile: options.profile,
      promptVersion: draft.promptVersion?.() ?? null,
      timings: { ...clock.timings(), ...(related.value && { related: related.ms }) },
      usage: withCost(usage, options.prices),
    };
    yield { type: "answer-validated", answer };
    yield { type: "answer-end", id };
  } catch (error) {
    const failure = signal.aborted
      ? new FootnoteError("ABORTED", "The question was cancelled.")
      : toFootnoteError(error);
    if (failure.code === "INTERNAL") options.onDefect?.(error);
    yield { type: "answer-error", error: failure.toBody() };
  }
}

function withCost(usage: TokenUsage, prices: TokenPrices | null | undefined): Answer["usage"] {
  if (!prices) return usage;
  const { promptTokens, completionTokens } = usage;
  return { ...usage, costUsd: (promptTokens * prices.input + completionTokens * prices.output) / 1e6 };
}

/** The answer at the end of a stream of events. @throws FootnoteError when the stream ended in one */
export async function collectAnswer(events: AsyncIterable<AnswerEvent>): Promise<Answer> {
  let answer: Answer | null = null;
  for await (const event of events) {
    if (event.type === "answer-validated") answer = event.answer;
    if (event.type === "answer-error") throw FootnoteError.fromBody(event.error);
  }
  if (!answer) throw new FootnoteError("INTERNAL", "The stream of events ended without an answer.");
  return answer;
}

/** Adds up the time spent in each stage; time a consumer takes between two events counts for none. */
function createStageClock() {
  const startedAt = performance.now();
  const spent: Record<Stage, number> = { understanding: 0, retrieval: 0, ranking: 0, generation: 0, validation: 0 };
  const round = (ms: number): number => Math.round(ms * 100) / 100;

  async function time<T>(stage: Stage, work: () => T | Promise<T>): Promise<T> {
    const from = performance.now();
    try {
      return await work();
    } finally {
      spent[stage] += performance.now() - from;
    }
  }

  async function* timeEvents<T, R>(stage: Stage, events: AsyncIterator<T, R>): AsyncGenerator<T, R> {
    try {
      for (;;) {
        const next = await time(stage, () => events.next());
        if (next.done) return next.value;
        yield next.value;
      }
    } finally {
      await events.return?.();
    }
  }

  /** A draft's sentences are written while validation reads them: that time is generation's, not validation's. */
  function timeDraft(write: () => Draft): Draft {
    const from = performance.now();
    const draft = write();
    spent.generation += performance.now() - from;
    return { ...draft, sentences: timeEvents("generation", draft.sentences[Symbol.asyncIterator]()) };
  }

  /** Time that belongs to no stage: what it was for has its own place in the answer. */
  async function timeApart<T>(work: Promise<T> | undefined): Promise<{ value: T | undefined; ms: number }> {
    const from = performance.now();
    const value = await work;
    return { value, ms: round(performance.now() - from) };
  }

  function timings(): Answer["timings"] {
    const validation = Math.max(0, spent.validation - spent.generation);
    const stages = { ...spent, validation };
    const total = performance.now() - startedAt;
    return Object.fromEntries(
      Object.entries({ ...stages, total }).map(([stage, ms]) => [stage, round(ms)]),
    ) as Answer["timings"];
  }

  return { time, timeEvents, timeDraft, timeApart, timings };
}
