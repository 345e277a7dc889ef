import type { Source } from "../../src/domain/answer.js";
import { findCitationMarks, removeCitationMarks } from "../../src/text/citation-marks.js";
import { containsWords, normaliseAnswer } from "./answer-text.js";
import type { ClassScores } from "./classification.js";
import { type Measured, ratio } from "./mean.js";
import { commonWords } from "./word-overlap.js";

/** As much of a source as its citations are held against. */
export type CitedSource = Pick<Source, "number"> & { passages: readonly { text: string }[] };

/**
 * Share of the sentences, given with their marks, that carry at least one mark of a source that exists. Read from the
 * text, not from what the engine says of itself.
 */
export function citationValidity(sentences: readonly string[], sources: readonly CitedSource[]): Measured {
  return ratio(sentences.filter((sentence) => citedSources(sentence, sources).length > 0).length, sentences.length);
}

/** Share of the sentences that stand, marks removed, letter for letter in a passage of a source they cite. */
export function verbatimShare(sentences: readonly string[], sources: readonly CitedSource[]): Measured {
  const verbatim = sentences.filter((sentence) => {
    const text = removeCitationMarks(sentence).trim();
    return (
      text !== "" &&
      citedSources(sentence, sources).some(({ passages }) => passages.some((passage) => passage.text.includes(text)))
    );
  });
  return ratio(verbatim.length, sentences.length);
}

function citedSources(sentence: string, sources: readonly CitedSource[]): CitedSource[] {
  const numbers = new Set(findCitationMarks(sentence).map((mark) => mark.number));
  return sources.filter((source) => numbers.has(source.number));
}

/**
 * Precision (share of the cited sentences that are gold), recall (share of the gold sentences that are cited) and F1 of
 * the evidence an answer cites, after CLAPNQ's sentence annotation (Rosenthal et al., 2024). Of several annotators the
 * one who agrees best counts, as SQuAD takes the best of its answers. Null when no annotator marked a sentence.
 */
export function sentenceCitations(
  cited: readonly string[],
  goldByAnnotator: readonly (readonly string[])[],
): ClassScores | null {
  const scores = goldByAnnotator.filter((gold) => gold.length > 0).map((gold) => compareSentences(cited, gold));
  return scores.toSorted((a, b) => b.f1 - a.f1)[0] ?? null;
}

function compareSentences(cited: readonly string[], gold: readonly string[]): ClassScores & { f1: number } {
  const right = cited.filter((sentence) => gold.some((other) => sameSentence(sentence, other))).length;
  const found = gold.filter((sentence) => cited.some((other) => sameSentence(sentence, other))).length;
  const precision = ratio(right, cited.length);
  const recall = found / gold.length;
  return { precision, recall, f1: precision ? (2 * precision * recall) / (precision + recall) : 0 };
}

const MIN_WORD_OVERLAP = 0.8;
// A shorter fragment may stand in many sentences.
const MIN_FRAGMENT_WORDS = 4;

/**
 * Whether two texts are the same sentence, however they were cut and spaced: one holds the other after normalisation,
 * or the F1 of their words (as SQuAD counts it) is at least .8.
 */
export function sameSentence(one: string, other: string): boolean {
  const a = normaliseAnswer(one);
  const b = normaliseAnswer(other);
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  if (shorter.split(" ").length >= MIN_FRAGMENT_WORDS && containsWords(longer, shorter)) return true;
  return wordF1(a, b) >= MIN_WORD_OVERLAP;
}

/** Twice the words in common, repeats counted, over the words of both. */
function wordF1(a: string, b: string): number {
  const left = a.split(" ").filter(Boolean);
  const right = b.split(" ").filter(Boolean);
  return (2 * commonWords(left, right)) / (left.length + right.length || 1);
}
