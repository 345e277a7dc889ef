import type { Answer } from "../../src/domain/answer.js";
import { removeCitationMarks } from "../../src/text/citation-marks.js";
import type { QuestionRow } from "../data/questions.js";
import { lexicalChecker } from "../judges/built-in-judge.js";
import { citationQuality, readCitedSentence, type SupportPredicate } from "../metrics/alce.js";
import { containsWords, isShortAnswer, normaliseAnswer, wordCount } from "../metrics/answer-text.js";
import { answerRecall } from "../metrics/answers.js";
import { citationValidity, sentenceCitations, verbatimShare } from "../metrics/citations.js";
import { claimRecall } from "../metrics/claim-recall.js";
import { conflictMetrics } from "../metrics/conflicts.js";
import { type Measured, ratio } from "../metrics/mean.js";
import { reciprocalRank } from "../metrics/ranking.js";
import type { AnswerTrace } from "../runs/answer-trace.js";
import type { EvalRow } from "../suites/suite.js";

/** What one answer says, cites and leaves out. Counts are pooled over answers; `scores` stand for themselves. */
export interface AnswerRow extends EvalRow {
  answerable: boolean;
  abstained: boolean;
  confidence: number;
  answerText: string;
  /** What a right answer holds, for people who read the row. */
  reference: string[];
  claims: AnswerClaim[];
  counts: ClaimCounts;
  /** Milliseconds by stage; null when model outputs came from the cache. */
  timings: Answer["timings"] | null;
  llmCalls: number;
  degraded: string[];
}

export interface AnswerClaim {
  text: string;
  citations: number[];
  /** The engine's own. */
  verdict: string;
  score: number;
  reason: string;
  evidence: { passageId: string; quote: string }[];
  /** The judge's, against every passage at hand: `contradicted`, `unsupported`, `partial` or `supported`. */
  judged: string;
}

export interface ClaimCounts {
  claims: number;
  supported: number;
  unsupported: number;
  contradicted: number;
  citations: number;
  invalidCitations: number;
}

/** Whether the built-in check calls the claim supported by the passages together. */
export const builtInJudge: SupportPredicate = async (claim, passages) => {
  const check = await lexicalChecker.check(
    claim,
    passages.map((text) => ({ text })),
  );
  return check.verdict === "supported";
};

/** Measures one answer against what the question's row knows of it. */
export async function scoreAnswer(
  question: QuestionRow,
  { answer, trace }: { answer: Answer; trace: AnswerTrace },
  { cached }: { cached: boolean },
): Promise<AnswerRow> {
  const abstained = answer.status === "abstained";
  const sentences = answer.claims.map((claim) => claim.text);
  const sources = new Map(
    answer.sources.map(({ number, title, passages }) => [number, passages.map(({ text }) => `${title}\n${text}`)]),
  );
  const quality = await citationQuality(sentences.map(readCitedSentence), sources, builtInJudge);
  const claims: AnswerClaim[] = [];
  for (const { text, citations, verdict, score, reason, evidence: spans } of answer.claims) {
    const evidence = spans.map(({ passageId, quote }) => ({ passageId, quote }));
    const judged = await judgeByAny(text, answer, question);
    claims.push({ text, citations, verdict, score, reason, evidence, judged });
  }
  const judged = (verdict: string): number => claims.filter((claim) => claim.judged === verdict).length;
  const counts: ClaimCounts = {
    claims: claims.length,
    supported: judged("supported"),
    unsupported: judged("unsupported"),
    contradicted: judged("contradicted"),
    citations: quality.citations + answer.invalidCitations,
    // Marks the validation took out were in the draft; those left in the text are in `quality`.
    invalidCitations: quality.invalidCitations + answer.invalidCitations,
  };
  const cited = question.answerable && !abstained ? goldCitations(question, sentences) : null;
  const recall = await answerRecallOf(question, answer.text);
  return {
    id: question.id,
    text: question.question,
    slices: slicesOf(question, answer),
    answerable: question.answerable,
    abstained,
    confidence: answer.confidence,
    answerText: answer.text,
    reference: question.keyFacts?.length ? question.keyFacts.map((ways) => ways[0]!) : question.answers,
    claims,
    counts,
    scores: {
      ...recall,
      ...conflictScores(question, answer),
      faithfulness: ratio(counts.supported, counts.claims),
      hallucinationRate: ratio(counts.unsupported, counts.claims),
      contradictionRate: ratio(counts.contradicted, counts.claims),
      citationRecall: quality.recall,
      citationPrecision: quality.precision,
      invalidCitationRate: ratio(counts.invalidCitations, counts.citations),
      citationValidity: abstained ? null : citationValidity(sentences, answer.sources),
      verbatimShare: abstained ? null : verbatimShare(sentences, answer.sources),
      sentenceCitationPrecision: cited?.precision ?? null,
      sentenceCitationRecall: cited?.recall ?? null,
      sentenceCitationF1: cited?.f1 ?? null,
      cragScore: cragPoint(question, abstained, recall),
      // Which stage lost the document that answers: not found, found but ranked low, ranked but not cited.
      "retrieved.mrr@10": goldRank(question, trace.retrieved, 10),
      "ranked.mrr@10": goldRank(question, trace.ranked, 10),
      "goldPassage.mrr": goldPassageRank(question, trace.ranked),
      "goldDocument@3": goldDocumentAt(3, question, answer),
      words: abstained ? null : wordCount(answer.text),
      msTotal: cached ? null : answer.timings.total,
    },
    timings: cached ? null : answer.timings,
    llmCalls: answer.usage.llmCalls,
    degraded: answer.degraded,
  };
}

/** The claim against all passages of the answer and of the question: what none of them says was made up. */
async function judgeByAny(claim: string, { sources }: Answer, { passages }: QuestionRow): Promise<string> {
  const evidence = [
    ...sources.flatMap(({ title, passages }) => passages.map(({ text }) => ({ title, text }))),
    ...passages.map(({ title, text }) => ({ title, text })),
  ];
  return (await lexicalChecker.check(claim, evidence)).verdict;
}

function goldCitations({ goldSentences = [] }: QuestionRow, sentences: string[]) {
  return sentenceCitations(
    sentences.map((text) => removeCitationMarks(text)),
    goldSentences,
  );
}

/** Sentence-long references are repeated word for word by no right answer: they are looked for claim by claim. */
async function answerRecallOf(question: QuestionRow, text: string): Promise<Record<string, Measured>> {
  const { answerable, answers, keyFacts } = question;
  if (!answerable) return { answerRecall: null, claimRecall: null };
  const isShort = keyFacts !== undefined || answers.some(isShortAnswer);
  return {
    answerRecall: isShort ? answerRecall(text, { answers, keyFacts }) : null,
    claimRecall: isShort ? null : await claimRecall(text, answers, builtInJudge),
  };
}

function conflictScores({ answers, wrongAnswers }: QuestionRow, answer: Answer): Record<string, Measured> {
  const disagree = wrongAnswers !== undefined && wrongAnswers.length + answers.length > 1;
  return disagree ? { ...conflictMetrics(answer, { answers, wrongAnswers }) } : {};
}

/**
 * CRAG (Yang et al., 2024): +1 right, 0 abstained, -1 wrong. Right is: all key facts, or the short answer, or at least
 * half of a long reference's claims. Null where right cannot be told from wrong.
 */
function cragPoint({ answerable }: QuestionRow, abstained: boolean, recall: Record<string, Measured>): Measured {
  if (abstained) return 0;
  if (!answerable) return -1;
  const { answerRecall = null, claimRecall = null } = recall;
  if (answerRecall !== null) return answerRecall === 1 ? 1 : -1;
  return claimRecall === null ? null : claimRecall >= 0.5 ? 1 : -1;
}

/** Whether a gold document is among the first `k` sources; null without gold documents. */
function goldDocumentAt(k: number, { passages, answerable }: QuestionRow, { sources }: Answer): Measured {
  const gold = new Set(passages.filter((passage) => passage.gold).map((passage) => passage.id));
  if (!answerable || gold.size === 0) return null;
  return Number(sources.slice(0, k).some((source) => gold.has(source.documentId)));
}

/** 1 / rank of the first gold document among the first `k` documents of a stage; null without gold documents. */
function goldRank(
  { passages, answerable }: QuestionRow,
  ranking: readonly { documentId: string }[],
  k: number,
): Measured {
  const gold = new Map(passages.filter((passage) => passage.gold).map((passage) => [passage.id, 1]));
  const documents = ranking.map(({ documentId }) => documentId);
  return answerable ? reciprocalRank(documents, gold, k) : null;
}

/** 1 / rank of the first ranked passage that holds the words of a gold one; null without gold passages. */
function goldPassageRank({ passages, answerable }: QuestionRow, ranked: readonly { text: string }[]): Measured {
  const gold = passages.filter((passage) => passage.gold).map(({ text }) => normaliseAnswer(text));
  if (!answerable || gold.length === 0) return null;
  const rank = ranked.findIndex(({ text }) => {
    const words = normaliseAnswer(text);
    return gold.some((wanted) => containsWords(words, wanted));
  });
  return rank < 0 ? 0 : 1 / (rank + 1);
}

function slicesOf(question: QuestionRow, answer: Answer): Record<string, string> {
  const words = wordCount(question.question);
  return {
    ...(question.kind ? { kind: question.kind } : {}),
    answerable: question.answerable ? "yes" : "no",
    questionWords: words <= 6 ? "1-6" : words <= 12 ? "7-12" : "13+",
    outcome: answer.status,
  };
}
