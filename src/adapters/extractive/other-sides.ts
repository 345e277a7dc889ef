import type { SearchPlan } from "../../domain/query.js";
import { answerValues } from "../../text/answer-values.js";
import { findNames } from "../../text/name-mentions.js";
import { words } from "../../text/tokens.js";
import { needsContext } from "../../text/needs-context.js";
import type { SelectionSettings } from "./select-units.js";
import { repeats, textOf, type Unit } from "./units.js";
import { valueKind } from "./value-kind.js";

export interface OtherSidesSettings extends Pick<SelectionSettings, "maxRepetition"> {
  /** Units added at most; 0 for none. */
  maxSides: number;
  /** Words of one at most: another side is a sentence, not a second answer. */
  maxSideWords: number;
  /** Share of the best unit's score that one must have. */
  minSideScore: number;
}

type Asked = Pick<SearchPlan, "standaloneQuestion" | "answerType">;

/**
 * Units of documents that are not quoted yet and answer otherwise: another number, time or name where one is asked for;
 * else another sentence about the one the question names. Sources may disagree, or speak of two things of one name: a
 * reader who sees one of them is misled. Best first.
 */
export function otherSides(
  units: readonly Unit[],
  chosen: readonly Unit[],
  asked: Asked,
  settings: OtherSidesSettings,
): Unit[] {
  const best = Math.max(...chosen.map(({ score }) => score));
  const sides: Unit[] = [];
  for (const unit of [...units].sort((a, b) => b.score - a.score)) {
    if (sides.length >= settings.maxSides || unit.score < settings.minSideScore * best) break;
    const quoted = [...chosen, ...sides];
    if (unit.words > settings.maxSideWords || quoted.some(({ passage }) => isSameDocument(passage, unit.passage)))
      continue;
    if (!needsContext(unit.lines[0]!.text) && answersOtherwise(unit, quoted, asked, settings)) sides.push(unit);
  }
  return sides;
}

function answersOtherwise(
  unit: Unit,
  quoted: readonly Unit[],
  { standaloneQuestion: question, answerType }: Asked,
  { maxRepetition }: OtherSidesSettings,
): boolean {
  const text = textOf(unit);
  const kind = valueKind(answerType);
  if (kind === null) {
    return speaksOfTheSame(text, question) && !quoted.some((other) => repeats(unit, other, maxRepetition));
  }
  const said = new Set(quoted.flatMap((other) => answerValues(kind, textOf(other), question)));
  return answerValues(kind, text, question).some((value) => !said.has(value));
}

function speaksOfTheSame(text: string, question: string): boolean {
  const held = new Set(words(text));
  return findNames(question).some((name) => held.has(name));
}

/** Versions of a document go by one title: the newer one does not disagree with the older, it replaces it. */
function isSameDocument(one: Unit["passage"], other: Unit["passage"]): boolean {
  return one.documentId === other.documentId || (one.title !== "" && one.title === other.title);
}
