import { LRUCache } from "lru-cache";
import type { Passage } from "./domain/document.js";
import type { Run } from "./domain/run.js";
import type { AnswerabilityModel } from "./ports/answerability-model.js";
import type { Embedder } from "./ports/embedder.js";
import type { PassageIndex } from "./ports/passage-index.js";
import type { Reranker } from "./ports/reranker.js";
import type { SupportModel } from "./ports/support-model.js";
import type { PipelineSettings } from "./profiles.js";
import { createRank } from "./ranking/rank.js";
import { createRetrieve } from "./retrieval/retrieve.js";
import { createUnderstand } from "./understanding/understand.js";
import { judgeEvidence } from "./validation/answerability/judge-evidence.js";
import { createClaimChecker } from "./validation/check-claim.js";

export interface AnswerableParts {
  index: PassageIndex;
  embedder: Embedder;
  reranker: Reranker;
  supportModel: SupportModel;
  answerabilityModel: AnswerabilityModel;
}

export interface Answerable {
  /** Calibrated probability, 0..1, that the documents answer the question. */
  probability: number;
  /** What the answer would be read from, best first. */
  passages: Passage[];
}

/**
 * Whether the documents answer a question: the stages before an answer is written, by rule, with one search and without the
 * cross-encoder, which would take too long, and then the signals on which the engine decides to answer.
 */
export function createAnswerable(parts: AnswerableParts, { retrieval, ranking, validation }: PipelineSettings) {
  const understand = createUnderstand({ maxSubQueries: 1 });
  const retrieve = createRetrieve(parts, retrieval);
  const checker = createClaimChecker(parts.supportModel);
  const crossEncoder = { ...ranking.crossEncoder, depth: 0 };
  const rank = createRank(parts, { ...ranking, readPassages: 1, crossEncoder });

  // The same headings come up again and again.
  const known = new LRUCache<string, Answerable>({ max: MAX_KNOWN, ttl: KNOWN_MS });

  async function judge(question: string, run: Run): Promise<Answerable> {
    const plan = await understand({ text: question, history: [] });
    if (plan.subQueries.length === 0) return { probability: 0, passages: [] };
    const evidence = await rank(plan, await retrieve(plan, run), run);
    const { probability } = await judgeEvidence(plan, evidence, { ...parts, checker }, validation.strictness, run);
    return { probability, passages: evidence.map(({ passage }) => passage) };
  }

  return async function answerable(question: string, run: Run): Promise<Answerable> {
    const earlier = known.get(question);
    if (earlier) return earlier;
    const judged = await judge(question, run);
    known.set(question, judged);
    return judged;
  };
}

const MAX_KNOWN = 500;
/** Until documents that have changed since are noticed. */
const KNOWN_MS = 10 * 60 * 1_000;
