import type { Draft, DraftSentence } from "../../domain/answer.js";
import { numberSources } from "../../domain/source.js";
import type { Generator } from "../../ports/generator.js";
import { addCitationMarks } from "../../text/citation-marks.js";
import { arrangeUnits } from "./arrange-units.js";
import { type SelectionSettings, selectUnits } from "./select-units.js";
import { type Line, type Unit, unitsOf } from "./units.js";

/**
 * Answers without a language model, in the documents' own words: the sentences that answer the question best, verbatim,
 * in a readable order, each with its citation. Cited sources get the first numbers.
 */
export function createExtractiveGenerator(settings: SelectionSettings): Generator {
  return {
    promptVersion: null,
    write(_plan, evidence): Draft {
      const chosen = arrangeUnits(selectUnits(evidence.flatMap(unitsOf), settings));
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

/**
 * Code, the items of a quoted list, and lines that are no sentences (table rows) stand on lines of their own; an item
 * quoted alone reads as a sentence.
 */
function isSetApart({ kind, text }: Line, { lines }: Unit): boolean {
  if (kind === "line") return !/[.!?:]["'”’)\]]*$/.test(text);
  return kind === "code" || lines[0]!.kind === "line";
}
