import type { Evidence } from "../../domain/candidate.js";
import type { SearchPlan } from "../../domain/query.js";
import type { Run } from "../../domain/run.js";
import type { AnswerabilityModel } from "../../ports/answerability-model.js";
import type { PassageIndex } from "../../ports/passage-index.js";
import { termCoverage, weightedTerms } from "../../text/coverage.js";
import { contentWords } from "../../text/tokens.js";
import { yieldTurn } from "../turns.js";
import { holdsAnswerType } from "./answer-type.js";
import model from "./answerability-model.v2.json" with { type: "json" };
import type { Presuppositions } from "./presuppositions.js";
import { readable } from "./readable.js";

/**
 * What tells an answerable question from one that the documents only seem to answer. Relevance is not answerability, so
 * several weak signals are combined (logistic regression, scripts/fit/fit-answerability.ts).
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
  /** The same of the best sentences alone, which an answer would be made of. */
  sentencesAnswer: number;
  /** 1 when the question calls something by a name that no passage has. */
  missingNames: number;
  /** How far what the question takes for granted falls short of support, in log-odds; 0 when it has it, or takes nothing. */
  presupposition: number;
  /** 1 when the best passage holds an answer of the kind asked for. */
  answerType: number;
}

export interface AnswerabilityParts {
  index: Pick<PassageIndex, "wordRarity">;
  answerabilityModel: AnswerabilityModel;
}

export async function answerabilitySignals(
  plan: SearchPlan,
  evidence: Evidence[],
  presuppositions: Presuppositions,
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
  const bestText = sentences
    .slice(0, BEST_SENTENCES)
    .map(({ text }) => text)
    .join(" ");
  const readings = await readClosely(question, read, bestText, answerabilityModel, run);
  await yieldTurn();
  const coverage = termCoverage(plain, read.map(({ passage }) => readable(passage)).join("\n"));
  await yieldTurn();
  return {
    bestSentence: best?.logit ?? LOWEST_LOGIT,
    relevance: maximum(relevances),
    relevanceGap: gap(relevances),
    // Without vectors (given up, or weighted 0) the other signals decide, as for a question of average similarity.
    cosine: cosines.length > 0 ? maximum(cosines) : model.typical.cosine,
    cosineGap: cosines.length > 0 ? gap(cosines) : model.typical.cosineGap,
    coverage,
    sentenceCoverage: best ? termCoverage(plain, best.text) : 0,
    ...readings,
    missingNames: Number(presuppositions.missing.length > 0),
    presupposition: shortfall(presuppositions),
    unknownWords: sum(weighted) > 0 ? sum(unknown) / sum(weighted) : 0,
    answerType: Number(holdsAnswerType(plan.answerType, best?.passage.text ?? "", question)),
  };
}

/** Without the model the other signals decide, as for a question of average answerability. */
async function readClosely(
  question: string,
  read: Evidence[],
  bestSentences: string,
  answerabilityModel: AnswerabilityModel,
  run: Run,
): Promise<Pick<AnswerabilitySignals, "answerability" | "sentencesAnswer">> {
  const { answerability, sentencesAnswer } = model.typical;
  if (read.length === 0) return { answerability, sentencesAnswer };
  try {
    const texts = [bestSentences, ...read.slice(0, READ_CLOSELY).map(({ passage }) => passage.text)];
    const [ofSentences, ...ofPassages] = await answerabilityModel.score(question, texts, run.signal);
    return { answerability: Math.max(...ofPassages), sentencesAnswer: ofSentences! };
  } catch (error) {
    if (run.signal.aborted) throw error;
    run.degrade("answerability");
    return { answerability, sentencesAnswer };
  }
}

/** Support that a statement has well enough: more tells nothing about the answer. */
const WELL_SUPPORTED = 0.2;

function shortfall({ statement }: Presuppositions): number {
  return statement ? Math.min(0, logOdds(statement.check.score) - WELL_SUPPORTED) : 0;
}

const READ_CLOSELY = 3;
const BEST_SENTENCES = 3;

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
