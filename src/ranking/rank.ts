import type { Candidate, Evidence } from "../domain/candidate.js";
import { createDeadline } from "../domain/deadline.js";
import { minMax } from "../domain/min-max.js";
import { newestFirst } from "../domain/newest-first.js";
import type { SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import type { TermMatchWeights } from "../domain/term-match.js";
import type { Embedder } from "../ports/embedder.js";
import type { PassageIndex } from "../ports/passage-index.js";
import type { Reranker } from "../ports/reranker.js";
import { removeNearDuplicates } from "./near-duplicates.js";
import { scoreSentences } from "./score-sentences.js";
import { matchTerms } from "./term-match.js";

export interface RankingSettings {
  termMatch: TermMatchWeights;
  /** Jaccard similarity from which a passage repeats another, 0..1; 1 removes exact copies only. */
  nearDuplicateSimilarity: number;
  maxPassagesPerDocument: number;
  /** Passages handed on. */
  maxEvidence: number;
  /** Best passages whose sentences are scored. */
  readPassages: number;
  crossEncoder: {
    /** Passages scored by the cross-encoder; 0 switches it off, for sentences too. */
    depth: number;
    /** Share of the cross-encoder in a passage's final score, 0..1. */
    blend: number;
    /** The same for questions of at most ten words, which are what it was trained on (MS MARCO: six words on average). */
    shortBlend: number;
    /** For passages and sentences together; after this long the answer goes on without it. */
    timeoutMs: number;
  };
}

export interface RankingParts {
  index: PassageIndex;
  embedder: Embedder;
  reranker: Reranker;
}

/** The ranking stage: scored by term match, repeats removed, cross-encoder blended in, newer first among equals where that is asked for, a cap on each document, the best passages read closely. */
export function createRank(parts: RankingParts, settings: RankingSettings) {
  return async function rank(plan: SearchPlan, candidates: Candidate[], run: Run): Promise<Evidence[]> {
    const deadline = createDeadline(settings.crossEncoder.timeoutMs, run.signal);
    try {
      const question = plan.standaloneQuestion;
      const matched = await matchTerms(question, candidates, parts.index, settings.termMatch);
      const distinct = removeNearDuplicates(newerFirst(matched, plan), settings.nearDuplicateSimilarity);
      const reranked = await rerank(plan, distinct, run, deadline.signal);
      const evidence = capPerDocument(reranked, settings.maxPassagesPerDocument).slice(0, settings.maxEvidence);
      return await scoreSentences(plan, evidence, parts, {
        passages: settings.readPassages,
        crossEncoderSignal: settings.crossEncoder.depth > 0 ? deadline.signal : null,
        run,
      });
    } finally {
      deadline.clear();
    }
  };

  async function rerank(plan: SearchPlan, candidates: Candidate[], run: Run, signal: AbortSignal): Promise<Evidence[]> {
    const question = plan.standaloneQuestion;
    const { depth } = settings.crossEncoder;
    const blend = blendFor(question, settings.crossEncoder);
    const evidence = candidates.map((candidate): Evidence => ({ ...candidate, relevance: null, sentences: [] }));
    const head = evidence.slice(0, depth);
    if (head.length === 0) return evidence;
    try {
      const logits = await parts.reranker.score(
        question,
        head.map(({ passage }) => rerankedText(passage)),
        signal,
      );
      // As probabilities nearly all logits are 0 or 1, and what they say of the order among good passages is lost.
      const relevances = minMax(logits);
      head.forEach((candidate, i) => {
        candidate.relevance = logits[i]!;
        candidate.score = (1 - blend) * candidate.score + blend * relevances[i]!;
      });
      // What the cross-encoder has not seen stays behind what it has.
      const ordered = newerFirst(
        head.sort((a, b) => b.score - a.score),
        plan,
      );
      return [...ordered, ...evidence.slice(depth)];
    } catch (error) {
      if (run.signal.aborted) throw error;
      run.degrade("cross-encoder");
      return evidence;
    }
  }
}

const SHORT_QUESTION_WORDS = 10;

/** The cross-encoder's share for a question. */
export function blendFor(
  question: string,
  { blend, shortBlend }: Pick<RankingSettings["crossEncoder"], "blend" | "shortBlend">,
): number {
  return question.trim().split(/\s+/).length <= SHORT_QUESTION_WORDS ? shortBlend : blend;
}

function rerankedText({ title, headingPath, text }: Candidate["passage"]): string {
  const context = [title, ...headingPath].filter(Boolean).join(" > ");
  return context ? `${context}\n${text}` : text;
}

/** Candidates, best first; where the question asks for what is new, the newer first of those that are about as good. */
export function newerFirst<T extends Candidate>(
  candidates: T[],
  { needsRecent }: Pick<SearchPlan, "needsRecent">,
): T[] {
  if (!needsRecent) return candidates;
  return newestFirst(candidates, ({ score, passage: { publishedAt } }) => ({ score, publishedAt }));
}

/** The evidence without what goes beyond `cap` passages of one document. Order is kept. */
export function capPerDocument(evidence: Evidence[], cap: number): Evidence[] {
  const counts = new Map<string, number>();
  return evidence.filter(({ passage }) => {
    const count = (counts.get(passage.documentId) ?? 0) + 1;
    counts.set(passage.documentId, count);
    return count <= cap;
  });
}
