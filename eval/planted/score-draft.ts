import { findCitationMarks, removeCitationMarks } from "../../src/text/citation-marks.js";
import { type Measured, ratio } from "../metrics/mean.js";
import type { DraftedSentence, PlantedDraft } from "./plant-drafts.js";
import type { ValidatedSentence } from "./validate-draft.js";
import { holdsWords, plainWords } from "./words.js";

/** A sentence as the reader sees it. */
interface Shown {
  isTrue: boolean;
  marks: number[];
  source: number;
}

/**
 * Scores by what was planted, with no judge: a mark is right when its sentence is true and comes from that source. A
 * sentence that validation reworded is true when its words stand in the truth or in the source, else false.
 */
export function scoreDraft(draft: PlantedDraft, validated: readonly ValidatedSentence[]): Record<string, Measured> {
  const before = draft.sentences.map(({ fault, marks, source }): Shown => ({
    ...{ isTrue: fault !== "false", marks, source },
  }));
  const after = draft.sentences.map((sentence, i) => shownOf(sentence, draft, validated[i]));
  const lost = (of: (sentence: DraftedSentence) => boolean): Measured => {
    const places = draft.sentences.flatMap((sentence, i) => (of(sentence) ? [i] : []));
    return ratio(places.filter((i) => !after[i]?.isTrue).length, places.length);
  };
  const planted = draft.sentences.flatMap(({ fault }, i) => (fault === "false" ? [i] : []));
  const shown = after.filter((sentence) => sentence !== null);
  return {
    citationPrecision: citationPrecision(shown),
    citationRecall: citationRecall(shown),
    "citationPrecision.before": citationPrecision(before),
    "citationRecall.before": citationRecall(before),
    supportedLost: lost(({ fault, marks, source }) => fault !== "false" && marks.includes(source)),
    misattributedLost: lost(({ fault }) => fault === "wrong mark" || fault === "no mark"),
    falseRemaining: ratio(planted.filter((i) => after[i] && !after[i].isTrue).length, planted.length),
  };
}

function shownOf(
  { text, truth, fault, source }: DraftedSentence,
  { passages }: PlantedDraft,
  validated: ValidatedSentence | undefined,
): Shown | null {
  if (!validated?.kept) return null;
  const statement = removeCitationMarks(validated.text);
  const isAsWritten = plainWords(statement) === plainWords(text);
  const isTrue = isAsWritten
    ? fault !== "false"
    : holdsWords(truth, statement) || holdsWords(passages[source - 1]!.text, statement);
  return { isTrue, marks: findCitationMarks(validated.text).map(({ number }) => number), source };
}

/** Share of the marks that are right. */
function citationPrecision(sentences: readonly Shown[]): Measured {
  const marks = sentences.flatMap(({ isTrue, marks, source }) => marks.map((mark) => isTrue && mark === source));
  return ratio(marks.filter(Boolean).length, marks.length);
}

/** Share of the sentences that are true and cite their source. */
function citationRecall(sentences: readonly Shown[]): Measured {
  const right = sentences.filter(({ isTrue, marks, source }) => isTrue && marks.includes(source));
  return ratio(right.length, sentences.length);
}
