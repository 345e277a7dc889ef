import { answer, collectAnswer } from "../../src/answer-engine.js";
import { createStages, type Models } from "../../src/compose.js";
import type { Answer } from "../../src/domain/answer.js";
import type { PassageIndex } from "../../src/ports/passage-index.js";
import type { PipelineSettings } from "../../src/profiles.js";
import { indexCollection } from "../collection-index.js";
import { distinctPassages, type QuestionRow, readQuestions } from "../data/questions.js";
import { collect } from "../data/rows.js";
import { abstentionMetrics, cragScore } from "../metrics/abstention.js";
import { wordCount } from "../metrics/answer-text.js";
import { answerRecall } from "../metrics/answers.js";
import { citationValidity, sentenceCitations, verbatimShare } from "../metrics/citations.js";
import { mean, type Measured, ratio } from "../metrics/mean.js";
import { riskCoverageArea } from "../metrics/selective.js";
import { bootstrapInterval, type Interval } from "../statistics/bootstrap.js";
import { removeCitationMarks } from "../../src/text/citation-marks.js";
import { median, type SuiteOptions, type SuiteResult } from "./suite.js";

export interface AnswerRow {
  id: string;
  question: string;
  kind: string | null;
  answerable: boolean;
  abstained: boolean;
  confidence: number;
  text: string;
  /** Share of the key facts said; null where there is nothing short to find. */
  recall: Measured;
  words: number;
  claims: number;
  supportedClaims: number;
  contradictedClaims: number;
  invalidCitations: number;
  citationValidity: Measured;
  verbatimShare: Measured;
  citationPrecision: Measured;
  citationRecall: Measured;
  citationF1: Measured;
  goldDocumentRank: number | null;
  ms: number;
}

export interface AnswerSuiteOptions extends SuiteOptions {
  /** Which passages may be searched: a question's own, or those of all questions. */
  passages?: "own" | "all";
  /** An index to ask instead of the passages in the file. */
  index?: PassageIndex;
}

/** Answers of the whole pipeline: what they say, what they cite, when they abstain. */
export async function evaluateAnswers(options: AnswerSuiteOptions): Promise<SuiteResult> {
  const all = await collect(readQuestions(options.data));
  const questions = sample(all, options.limit);
  const ask = await createAsker(all, options);
  const rows: AnswerRow[] = [];
  for (const question of questions) {
    rows.push(scoreAnswer(question, await ask(question)));
    options.progress("answering", rows.length, questions.length);
  }

  const metrics: Record<string, Measured> = {};
  const intervals: Record<string, Interval> = {};
  for (const [name, statistic] of Object.entries(STATISTICS)) {
    metrics[name] = statistic(rows);
    const interval = bootstrapInterval(rows, statistic, { seed: options.seed, resamples: 500 });
    if (interval) intervals[name] = interval;
  }
  metrics.msP50 = options.cached ? null : median(rows.map((row) => row.ms));
  return { metrics, intervals, n: rows.length, rows };
}

const STATISTICS: Record<string, (rows: readonly AnswerRow[]) => Measured> = {
  answerRecall: (rows) => mean(rows.filter((row) => row.answerable).map((row) => row.recall)),
  faithfulness: (rows) => ratio(total(rows, "supportedClaims"), total(rows, "claims")),
  contradictionRate: (rows) => ratio(total(rows, "contradictedClaims"), total(rows, "claims")),
  invalidCitationRate: (rows) => ratio(total(rows, "invalidCitations"), total(rows, "claims")),
  citationValidity: (rows) => mean(rows.map((row) => row.citationValidity)),
  verbatimShare: (rows) => mean(rows.map((row) => row.verbatimShare)),
  sentenceCitationPrecision: (rows) => mean(rows.map((row) => row.citationPrecision)),
  sentenceCitationRecall: (rows) => mean(rows.map((row) => row.citationRecall)),
  sentenceCitationF1: (rows) => mean(rows.map((row) => row.citationF1)),
  abstentionAuroc: (rows) => abstentionMetrics(rows).abstentionAuroc,
  abstentionBalancedAccuracy: (rows) => abstentionMetrics(rows).abstentionBalancedAccuracy,
  abstentionPrecision: (rows) => abstentionMetrics(rows).abstentionPrecision,
  abstentionRecall: (rows) => abstentionMetrics(rows).abstentionRecall,
  falseAbstentionRate: (rows) => abstentionMetrics(rows).falseAbstentionRate,
  riskCoverageArea: (rows) =>
    riskCoverageArea(rows.map((row) => ({ confidence: row.confidence, risk: row.answerable ? 0 : 1 }))),
  cragScore: (rows) =>
    cragScore(
      rows.flatMap((row) => {
        if (row.abstained) return ["abstained" as const];
        if (!row.answerable) return ["wrong" as const];
        return row.recall === null ? [] : [row.recall === 1 ? ("right" as const) : ("wrong" as const)];
      }),
    ),
  "goldDocument@3": (rows) =>
    mean(rows.filter((row) => row.goldDocumentRank !== null).map((row) => Number(row.goldDocumentRank! <= 3))),
  words: (rows) => mean(rows.filter((row) => !row.abstained).map((row) => row.words)),
};

function total(
  rows: readonly AnswerRow[],
  key: "claims" | "supportedClaims" | "contradictedClaims" | "invalidCitations",
): number {
  return rows.reduce((sum, row) => sum + row[key], 0);
}

function scoreAnswer(question: QuestionRow, answer: Answer): AnswerRow {
  const abstained = answer.status === "abstained";
  const sentences = answer.claims.map((claim) => claim.text);
  const gold = question.goldSentences ?? [];
  const cited = question.answerable && !abstained ? sentenceCitations(sentences.map(removeCitationMarks), gold) : null;
  const reference = { answers: question.answers, keyFacts: question.keyFacts };
  return {
    id: question.id,
    question: question.question,
    kind: question.kind ?? null,
    answerable: question.answerable,
    abstained,
    confidence: answer.confidence,
    text: answer.text,
    recall: question.answerable && isShort(question) ? answerRecall(answer.text, reference) : null,
    words: wordCount(removeCitationMarks(answer.text)),
    claims: answer.claims.length,
    supportedClaims: answer.claims.filter((claim) => claim.verdict === "supported").length,
    contradictedClaims: answer.claims.filter((claim) => claim.verdict === "contradicted").length,
    invalidCitations: answer.invalidCitations,
    citationValidity: abstained ? null : citationValidity(sentences, answer.sources),
    verbatimShare: abstained ? null : verbatimShare(sentences, answer.sources),
    citationPrecision: cited?.precision ?? null,
    citationRecall: cited?.recall ?? null,
    citationF1: cited?.f1 ?? null,
    goldDocumentRank: goldDocumentRank(question, answer),
    ms: answer.timings.total,
  };
}

/** Sentence-long references are repeated word for word by no right answer: recall says nothing there. */
function isShort({ answers, keyFacts }: QuestionRow): boolean {
  return keyFacts !== undefined || answers.some((text) => wordCount(text) <= 8);
}

/** Rank, from 1, of the first gold document among the answer's sources; past the last when there is none. */
function goldDocumentRank({ passages, answerable }: QuestionRow, { sources }: Answer): number | null {
  const gold = passages.filter((passage) => passage.gold).map((passage) => passage.id);
  if (!answerable || gold.length === 0) return null;
  const rank = sources.findIndex((source) => gold.includes(source.documentId)) + 1;
  return rank || Infinity;
}

async function createAsker(
  questions: QuestionRow[],
  options: AnswerSuiteOptions,
): Promise<(question: QuestionRow) => Promise<Answer>> {
  const { models, settings, profile, progress } = options;
  if (options.index) {
    const index = options.index;
    return ({ question }) => askIndex(question, index, models, settings, profile);
  }
  const all = await indexCollection(distinctPassages(questions), models.embedder, progress);
  if ((options.passages ?? defaultPassages(questions)) === "all") {
    return ({ question }) => askIndex(question, all, models, settings, profile);
  }
  return async ({ question, passages }) => {
    const own = await indexCollection(passages, models.embedder);
    // How rare a word is shows in the whole collection, not in one passage.
    const index: PassageIndex = { ...own, wordRarity: all.wordRarity };
    return askIndex(question, index, models, settings, profile);
  };
}

function askIndex(question: string, index: PassageIndex, models: Models, settings: PipelineSettings, profile: string) {
  const stages = createStages({ index, ...models }, settings);
  return collectAnswer(answer({ text: question, history: [] }, stages, { profile, promptVersion: null }));
}

/**
 * Where a question comes with nothing but the passages that answer it, giving it those would answer it in advance: all
 * passages are searched. Where its passages may be the wrong ones, they are the task.
 */
function defaultPassages(questions: QuestionRow[]): "own" | "all" {
  const givenAway = questions.every(
    ({ answerable, passages }) => answerable && passages.every((passage) => passage.gold),
  );
  return givenAway ? "all" : "own";
}

/** Every k-th question, so that a short run sees all parts of the file. */
function sample(questions: QuestionRow[], limit = Infinity): QuestionRow[] {
  if (limit >= questions.length) return questions;
  return Array.from({ length: limit }, (_, i) => questions[Math.floor((i * questions.length) / limit)]!);
}
