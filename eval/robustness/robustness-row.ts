import type { QuestionRow } from "../data/questions.js";
import { wordCount } from "../metrics/answer-text.js";
import { answerRecall } from "../metrics/answers.js";
import { type Measured, ratio } from "../metrics/mean.js";
import type { EvalRow } from "../suites/suite.js";
import { NOISE_SHARES, slope } from "./noise.js";

/** One way in which a question was asked, and what came of it. */
export interface Variant {
  /** `clean`, `typo1`, `noise0.4`. */
  name: string;
  question: string;
  abstained: boolean;
  answerText: string;
  /** Ids of the documents the answer cites. */
  cited: string[];
}

/** A question with all its variants, for people who want to see what changed. */
export interface RobustnessRow extends EvalRow {
  variants: Variant[];
}

const NOISE_BASE = "noise0";

/** Compares each variant with the one that it departs from. Recall is missing where there is nothing short to find. */
export function scoreVariants(question: QuestionRow, variants: Variant[]): RobustnessRow {
  const scores: Record<string, Measured> = {};
  for (const variant of variants) {
    const { name } = variant;
    const baseName = name.startsWith("noise") ? NOISE_BASE : "clean";
    const base = variants.find((other) => other.name === baseName)!;
    const recall = recallOf(question, variant);
    scores[`answerRecall[${name}]`] = recall;
    scores[`abstained[${name}]`] = Number(variant.abstained);
    if (variant === base) continue;
    const baseRecall = recallOf(question, base);
    scores[`recallDrop[${name}]`] = recall === null || baseRecall === null ? null : baseRecall - recall;
    scores[`sourceOverlap[${name}]`] = overlap(base.cited, variant.cited);
    scores[`abstentionFlips[${name}]`] = Number(variant.abstained !== base.abstained);
  }
  const points = NOISE_SHARES.flatMap((share) => {
    const recall = scores[`answerRecall[noise${share}]`] ?? null;
    return recall === null ? [] : [{ x: share, y: recall }];
  });
  scores.noiseSlope = points.length === NOISE_SHARES.length ? slope(points) : null;
  const slices = { answerable: question.answerable ? "yes" : "no", ...(question.kind && { kind: question.kind }) };
  return { id: question.id, text: question.question, slices, scores, variants };
}

/** Longer reference answers are repeated word for word by no right answer: recall says nothing there. */
const MAX_SHORT_WORDS = 8;

function recallOf({ answerable, answers, keyFacts }: QuestionRow, { answerText }: Variant): Measured {
  const isShort = keyFacts !== undefined || answers.some((text) => wordCount(text) <= MAX_SHORT_WORDS);
  return answerable && isShort ? answerRecall(answerText, { answers, keyFacts }) : null;
}

/** Jaccard's index: the common part of all that either holds. Null when neither holds anything. */
function overlap(one: readonly string[], other: readonly string[]): Measured {
  const common = one.filter((id) => other.includes(id)).length;
  return ratio(common, one.length + other.length - common);
}
