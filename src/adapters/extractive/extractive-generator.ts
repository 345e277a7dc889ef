import type { Draft, DraftSentence } from "../../domain/answer.js";
import { newestFirst } from "../../domain/newest-first.js";
import type { SearchPlan } from "../../domain/query.js";
import { numberSources } from "../../domain/source.js";
import type { Generator } from "../../ports/generator.js";
import { answerValues } from "../../text/answer-values.js";
import { addCitationMarks } from "../../text/citation-marks.js";
import { arrangeUnits } from "./arrange-units.js";
import { otherSides, type OtherSidesSettings } from "./other-sides.js";
import { type SelectionSettings, selectUnits } from "./select-units.js";
import { type Line, textOf, type Unit, unitsOf } from "./units.js";
import { valueKind } from "./value-kind.js";

export interface ExtractionSettings extends SelectionSettings, OtherSidesSettings {
  /** What the score of a unit is multiplied by that has no number, time or name where one is asked for. */
  valuelessFactor: number;
}

/**
 * Answers without a language model, in the documents' own words: the sentences that answer the question best, verbatim,
 * in a readable order, each with its citation; where sources answer otherwise, the other side as well. Cited sources get the first numbers.
 */
export function createExtractiveGenerator(settings: ExtractionSettings): Generator {
  return {
    write(plan, evidence): Draft {
      const scored = evidence.flatMap(unitsOf).map((unit) => discounted(unit, plan, settings.valuelessFactor));
      const units = plan.needsRecent ? scoredByDate(scored) : scored;
      const answer = selectUnits(units, settings);
      const chosen = arrangeUnits([...answer, ...otherSides(units, answer, plan, settings)]);
      const cited = chosen.map((unit) => unit.passage);
      const sources = numberSources([...cited, ...evidence.map((item) => item.passage)]);
      const numbers = new Map(sources.map((source) => [source.documentId, source.number]));

      async function* sentences(): AsyncGenerator<DraftSentence> {
        let afterLine = false;
        for (const unit of chosen) {
          for (const [i, line] of unit.lines.entries()) {
            const continued = i > 0 && line.block === unit.lines[i - 1]!.block;
            const ownLine = !continued && isSetApart(line, unit);
            const text = addCitationMarks(line.text, [numbers.get(unit.passage.documentId)!]);
            yield { text, separator: ownLine || (afterLine && !continued) ? "\n" : " " };
            afterLine = isSetApart(line, unit);
          }
        }
      }
      return { sources, sentences: sentences() };
    },
  };
}

function discounted(unit: Unit, { standaloneQuestion, answerType }: SearchPlan, factor: number): Unit {
  const kind = valueKind(answerType);
  if (kind === null || answerValues(kind, textOf(unit), standaloneQuestion).length > 0) return unit;
  return { ...unit, score: factor * unit.score };
}

/** Among about equal units the newer get the better scores. */
function scoredByDate(units: Unit[]): Unit[] {
  const ranked = [...units].sort((a, b) => b.score - a.score);
  const ordered = newestFirst(ranked, ({ score, passage }) => ({ score, publishedAt: passage.publishedAt }));
  const scores = new Map(ordered.map((unit, i) => [unit, ranked[i]!.score]));
  return units.map((unit) => ({ ...unit, score: scores.get(unit)! }));
}

/**
 * Code, the items of a quoted list, and lines that are no sentences (table rows) stand on lines of their own; an item
 * quoted alone reads as a sentence.
 */
function isSetApart({ kind, text }: Line, { lines }: Unit): boolean {
  if (kind === "line") return !/[.!?:]["'”’)\]]*$/.test(text);
  return kind === "code" || lines[0]!.kind === "line";
}
