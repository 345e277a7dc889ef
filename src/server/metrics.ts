import { Counter, Histogram, Registry } from "prom-client";
import type { Footnote } from "../compose.js";
import type { AnswerEvent } from "../domain/answer.js";
import { DEFAULT_PROFILE } from "../profiles.js";

export interface Metrics {
  registry: Registry;
  /** The same, with every answer counted. Whoever asks knows nothing of it. */
  watch(footnote: Footnote): Footnote;
}

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What is worth a graph, in the Prometheus text format. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const answers = new Counter({
    name: "footnote_answers_total",
    help: "Questions by how they ended: answered, abstained, failed, cancelled.",
    labelNames: ["status", "profile"] as const,
    registers,
  });
  const degraded = new Counter({
    name: "footnote_degraded_total",
    help: "Answers that had to do without a part.",
    labelNames: ["part"] as const,
    registers,
  });
  const duration = new Histogram({
    name: "footnote_answer_duration_seconds",
    help: "Time from the question to the whole answer.",
    labelNames: ["profile"] as const,
    buckets: SECONDS,
    registers,
  });
  const firstSentence = new Histogram({
    name: "footnote_first_sentence_seconds",
    help: "Time from the question to the first checked sentence.",
    labelNames: ["profile"] as const,
    buckets: SECONDS,
    registers,
  });
  const usage = new Counter({
    name: "footnote_llm_usage_total",
    help: "What language models were paid with, by the fields of an answer's usage: tokens, calls, cost.",
    labelNames: ["kind"] as const,
    registers,
  });

  async function* watchAnswer(
    events: AsyncGenerator<AnswerEvent, void>,
    profile: string,
  ): AsyncGenerator<AnswerEvent, void> {
    const startedAt = performance.now();
    const seconds = (): number => (performance.now() - startedAt) / 1_000;
    let status = "cancelled";
    let hasText = false;
    try {
      for await (const event of events) {
        if (event.type === "answer-delta" && !hasText) firstSentence.observe({ profile }, seconds());
        hasText ||= event.type === "answer-delta";
        if (event.type === "answer-error" && event.error.code !== "ABORTED") status = "failed";
        if (event.type === "answer-validated") {
          const { answer } = event;
          status = answer.status;
          duration.observe({ profile }, seconds());
          for (const part of answer.degraded) degraded.inc({ part });
          for (const [kind, amount] of Object.entries(answer.usage)) {
            if (typeof amount === "number") usage.inc({ kind }, amount);
          }
        }
        yield event;
      }
    } catch (error) {
      status = "failed";
      throw error;
    } finally {
      answers.inc({ status, profile });
    }
  }

  return {
    registry,
    watch: (footnote) => ({
      ...footnote,
      ask: (question, options) => watchAnswer(footnote.ask(question, options), options?.profile ?? DEFAULT_PROFILE),
    }),
  };
}
