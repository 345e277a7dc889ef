import type { Evidence } from "../domain/candidate.js";
import { logisticScore } from "../domain/logistic.js";
import type { SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import type { AnswerabilityModel } from "../ports/answerability-model.js";
import type { PassageIndex } from "../ports/passage-index.js";
import { termCoverage, weightedTerms } from "../text/coverage.js";
import { contentWords } from "../text/tokens.js";
import model from "./answerability-model.v1.json" with { type: "json" };
import { holdsAnswerType } from "./answer-type.js";

/**
 * What tells an answerable question from one that the documents only seem to answer. Relevance is not answerability, so
 * several weak signals are combined (logistic regression, scripts/fit-models.ts).
 */
export interface AnswerabilitySignals {
  /** Log-odds of the best sentence. */
  bestSentence: number;
  /** Best cross-encoder logit of a passage; 0 when it did not run. */
  relevance: number;
  /** By how much the best logit stands out from the mean of the other passages'; 0 for a single passage. */
  relevanceGap: number;
  /** Best cosine of a passage and the question; 0 when the dense arm did not run. */
  cosine: number;
  /** By how much the best cosine stands out; 0 for a single passage. */
  cosineGap: number;
  /** Share of the question's terms found in the passages read. */
  coverage: number;
  /** Share of the question's terms found in the best sentence itself. */
  sentenceCoverage: number;
  /** Share of the question's weight in words that no document holds. */
  unknownWords: number;
  /** Best log-odds, of the passages read, that one answers the question and is not only about it. */
  answerability: number;
  /** 1 when the best passage holds an answer of the kind asked for. */
  answerType: number;
}

export interface AnswerabilityParts {
  index: Pick<PassageIndex, "wordRarity">;
  answerabilityModel: AnswerabilityModel;
}

/** How much evidence the engine wants before it answers. */
export type Strictness = keyof typeof model.crossEncoder.thresholds;

export async function answerabilitySignals(
  plan: SearchPlan,
  evidence: Evidence[],
  { index, answerabilityModel }: AnswerabilityParts,
  run: Run,
): Promise<AnswerabilitySignals> {
  const question = plan.standaloneQuestion;
  const questionWords = contentWords(question);
  const rarities = await index.wordRarity(questionWords);
  const weighted = weightedTerms(questionWords, rarities);
  const plain = weighted.map(({ term }) => ({ term, weight: 1 }));
  const unknown = weightedTerms(
    questionWords.filter((_, i) => rarities[i] === null),
    [],
  );
  const sum = (terms: { weight: number }[]): number => terms.reduce((total, { weight }) => total + weight, 0);

  const relevances = evidence.flatMap((item) => item.relevance ?? []);
  const cosines = evidence.flatMap((item) => item.dense?.score ?? []);
  const sentences = evidence
    .flatMap(({ passage, sentences }) => sentences.map(({ text, score }) => ({ passage, text, logit: logOdds(score) })))
    .sort((a, b) => b.logit - a.logit);
  const read = evidence.filter((item) => item.sentences.length > 0);
  const best = sentences[0];
  const answerability = await readClosely(question, read, answerabilityModel, run);
  return {
    bestSentence: sentences[0]?.logit ?? LOWEST_LOGIT,
    relevance: maximum(relevances),
    relevanceGap: gap(relevances),
    // Without vectors (given up, or weighted 0) the other signals decide, as for a question of average similarity.
    cosine: cosines.length > 0 ? maximum(cosines) : model.typical.cosine,
    cosineGap: cosines.length > 0 ? gap(cosines) : model.typical.cosineGap,
    coverage: termCoverage(plain, read.map(({ passage }) => readable(passage)).join("\n")),
    sentenceCoverage: best ? termCoverage(plain, best.text) : 0,
    answerability,
    unknownWords: sum(weighted) > 0 ? sum(unknown) / sum(weighted) : 0,
    answerType: Number(holdsAnswerType(plan.answerType, best?.passage.text ?? "", question)),
  };
}

/** The best passage's log-odds. Without the model the other signals decide, as for a question of average answerability. */
async function readClosely(
  question: string,
  read: Evidence[],
  answerabilityModel: AnswerabilityModel,
  run: Run,
): Promise<number> {
  try {
    const texts = read.slice(0, READ_CLOSELY).map(({ passage }) => passage.text);
    const logits = await answerabilityModel.score(question, texts, run.signal);
    return logits.length > 0 ? Math.max(...logits) : model.typical.answerability;
  } catch (error) {
    if (run.signal.aborted) throw error;
    run.degrade("answerability");
    return model.typical.answerability;
  }
}

const READ_CLOSELY = 3;

export interface Answerability {
  /** Calibrated probability, 0..1, that the evidence answers the question. */
  probability: number;
  /** Below this the engine abstains. */
  threshold: number;
}

/** Judges the signals with the model for the profile at hand: with cross-encoder scores, or with vectors alone. */
export function judgeAnswerability(
  signals: AnswerabilitySignals,
  { usedCrossEncoder, strictness }: { usedCrossEncoder: boolean; strictness: Strictness },
): Answerability {
  const chosen = usedCrossEncoder ? model.crossEncoder : model.cosine;
  return { probability: logisticScore(chosen, signals), threshold: chosen.thresholds[strictness] };
}

const LOWEST_LOGIT = -8;

function logOdds(probability: number): number {
  const clipped = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.max(LOWEST_LOGIT, Math.log(clipped / (1 - clipped)));
}

function maximum(values: number[]): number {
  return values.length > 0 ? Math.max(...values) : 0;
}

/** Best value minus the mean of the others; 0 when there are no others. */
function gap(values: number[]): number {
  if (values.length < 2) return 0;
  const best = Math.max(...values);
  const rest = values.reduce((sum, value) => sum + value, -best) / (values.length - 1);
  return best - rest;
}

function readable({ title, headingPath, text }: Evidence["passage"]): string {
  return [title, ...headingPath, text].join("\n");
}
