import { removeCitationMarks } from "../../src/text/citation-marks.js";
import { normaliseAnswer, wordCount } from "../metrics/answer-text.js";
import { claimRecall } from "../metrics/claim-recall.js";
import { mean, type Measured, ratio } from "../metrics/mean.js";
import { commonWords } from "../metrics/word-overlap.js";
import type { SupportJudge } from "./support-judge.js";

export const ANSWER_METRICS = [
  "claimRecall",
  "claimPrecision",
  "claimF1",
  "supportRecall",
  "supportPrecision",
  "supportF1",
  "wordRecall",
  "wordF1",
  "length",
] as const;
export type AnswerMetric = (typeof ANSWER_METRICS)[number];

/**
 * What can be said of an answer against a reference without a language model. Claim recall: share of the reference's
 * sentences that the answer supports; precision: share of the answer's sentences that the reference supports; their
 * harmonic mean. Support recall, precision and F1: the same with the mean score in place of the share of verdicts. Word
 * recall and F1: the same of normalised words with repeats (SQuAD's F1). Length, in words, is no metric but the bias to
 * beat: people tend to prefer the longer answer, so a metric has to say more than it does.
 * @param judge asked about single sentences; its missing judgements count as not supported in shares
 */
export async function answerMetrics(
  answer: string,
  reference: string,
  judge: SupportJudge,
): Promise<Record<AnswerMetric, Measured>> {
  const recall = await sentenceSupport(reference, answer, judge);
  const precision = await sentenceSupport(answer, reference, judge);
  const words = wordOverlap(answer, reference);
  return {
    claimRecall: recall.share,
    claimPrecision: precision.share,
    claimF1: harmonicMean(precision.share, recall.share),
    supportRecall: recall.mean,
    supportPrecision: precision.mean,
    supportF1: harmonicMean(precision.mean, recall.mean),
    wordRecall: words.recall,
    wordF1: harmonicMean(words.precision, words.recall),
    length: wordCount(answer),
  };
}

/** Of the sentences of a text: share called supported by another text, and mean score. Null without a sentence. */
async function sentenceSupport(
  text: string,
  by: string,
  judge: SupportJudge,
): Promise<{ share: Measured; mean: Measured }> {
  const scores: Measured[] = [];
  const share = await claimRecall(by, [text], async (sentence, passages) => {
    const { score, verdict } = await judge.support(removeCitationMarks(sentence), passages);
    scores.push(score);
    return verdict === "supported";
  });
  // Nothing is asked where `by` is empty: the share is 0 then, and so is the mean.
  return { share, mean: mean(scores) ?? share };
}

function wordOverlap(answer: string, reference: string): { precision: Measured; recall: Measured } {
  const wordsOf = (text: string) => normaliseAnswer(removeCitationMarks(text)).split(" ").filter(Boolean);
  const said = wordsOf(answer);
  const wanted = wordsOf(reference);
  const shared = commonWords(said, wanted);
  return { precision: ratio(shared, said.length), recall: ratio(shared, wanted.length) };
}

/** 0 when either is 0, whatever the other; null when one is missing otherwise. */
function harmonicMean(a: Measured, b: Measured): Measured {
  if (a === 0 || b === 0) return 0;
  return a === null || b === null ? null : (2 * a * b) / (a + b);
}
