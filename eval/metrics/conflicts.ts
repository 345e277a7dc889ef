import { findCitationMarks } from "../../src/text/citation-marks.js";
import { splitSentences } from "../../src/text/sentences.js";
import { normaliseAnswer } from "./answer-text.js";
import { type Measured, ratio } from "./mean.js";

/** What sources that disagree say. */
export interface ConflictReference {
  /** All of them are right, and all are wanted. */
  answers: readonly string[];
  wrongAnswers?: readonly string[];
}

export interface ConflictMetrics {
  /** Share of the right answers that are stated; null without any. */
  rightShare: Measured;
  /** 1 when a wrong answer is stated, else 0; null when no wrong one is known. */
  wrongStated: Measured;
  /** 1 when every right answer is stated and no wrong one, else 0; null without right answers. */
  strictSuccess: Measured;
  /** 1 when two of the answers are stated with different sources, else 0; null when fewer than two are known. */
  conflictShown: Measured;
}

/**
 * How an answer deals with sources that disagree, after RAMDocs (Wang et al., 2025), whose measure is `strictSuccess`.
 *
 * An answer is stated where the text, normalised, holds its words in a row, unless they are part of a longer answer there:
 * "American football" does not state "football". A wrong answer that reads like a right one is dropped. Only words are
 * looked at: "not 10,000 people" states it.
 *
 * Conflict is shown when two different answers, both right or one right and one wrong, stand with marks that tell who
 * says what: each with a source that the other, at that place, is not cited to. A place is cited by the run of marks
 * next after it in its sentence. `3,559 [1] or 10,000 [2]` shows it; `3,559 or 10,000 [1][2]` does not.
 */
export function conflictMetrics(
  answer: { text: string; sources: readonly { number: number }[] },
  { answers, wrongAnswers = [] }: ConflictReference,
): ConflictMetrics {
  const right = new Set(answers.map(normaliseAnswer));
  const wrong = new Set(wrongAnswers.map(normaliseAnswer).filter((phrase) => !right.has(phrase)));
  const known = [...right, ...wrong];
  const places = findPlaces(readWords(answer.text, new Set(answer.sources.map((source) => source.number))), known);
  const stated = new Set(places.map((place) => place.phrase));

  const rightShare = ratio([...right].filter((phrase) => stated.has(phrase)).length, right.size);
  const wrongStated = [...wrong].some((phrase) => stated.has(phrase));
  const conflictShown = places.some(
    (one) => right.has(one.phrase) && places.some((other) => one.phrase !== other.phrase && citedApart(one, other)),
  );
  return {
    rightShare,
    wrongStated: wrong.size === 0 ? null : Number(wrongStated),
    strictSuccess: rightShare === null ? null : Number(rightShare === 1 && !wrongStated),
    conflictShown: right.size === 0 || known.length < 2 ? null : Number(conflictShown),
  };
}

/** A normalised word of the answer, and the numbers that cite the place where it stands. */
interface CitedWord {
  word: string;
  citations: readonly number[];
}

/** A listed answer in the text, from the word `start` to before `end`. */
interface Place {
  phrase: string;
  start: number;
  end: number;
  citations: readonly number[];
}

function readWords(text: string, sources: ReadonlySet<number>): CitedWord[] {
  // Marks behind a full stop belong to the sentence that it ends.
  const moved = text.replace(/([.!?])[ \t]*((?:\[\d{1,4}\])+)/g, " $2$1");
  return splitSentences(moved).flatMap(({ start, end }) => readSentence(moved.slice(start, end), sources));
}

/** Words of a sentence, which marks cut into stretches; those after the last mark are cited by none. */
function readSentence(sentence: string, sources: ReadonlySet<number>): CitedWord[] {
  const stretches: { text: string; citations: number[] }[] = [];
  let from = 0;
  for (const { number, start, end } of findCitationMarks(sentence)) {
    const text = sentence.slice(from, start);
    // Marks with nothing said between them are one run.
    if (stretches.length === 0 || normaliseAnswer(text) !== "") stretches.push({ text, citations: [] });
    if (sources.has(number)) stretches.at(-1)!.citations.push(number);
    from = end;
  }
  stretches.push({ text: sentence.slice(from), citations: [] });
  return stretches.flatMap(({ text, citations }) =>
    normaliseAnswer(text)
      .split(" ")
      .filter((word) => word !== "")
      .map((word) => ({ word, citations })),
  );
}

/** Where the phrases stand, those inside a longer one left out. */
function findPlaces(words: readonly CitedWord[], phrases: readonly string[]): Place[] {
  const places = phrases
    .filter((phrase) => phrase !== "")
    .flatMap((phrase) => {
      const wanted = phrase.split(" ");
      return words.flatMap((_, start): Place[] => {
        if (!wanted.every((word, i) => words[start + i]?.word === word)) return [];
        const end = start + wanted.length;
        return [{ phrase, start, end, citations: words[end - 1]!.citations }];
      });
    });
  return places.filter(
    ({ phrase, start, end }) =>
      !places.some((other) => other.phrase.length > phrase.length && other.start <= start && end <= other.end),
  );
}

function citedApart(one: Place, other: Place): boolean {
  return (
    one.citations.some((number) => !other.citations.includes(number)) &&
    other.citations.some((number) => !one.citations.includes(number))
  );
}
