import { needsContext } from "../../text/needs-context.js";
import { repeats, type Unit } from "./units.js";

export interface SelectionSettings {
  maxSentences: number;
  /** No further unit is added once the answer is this long. */
  maxWords: number;
  /** A further unit must score at least this share of the best one. */
  minRelativeScore: number;
  /** Share of a unit's terms already said from which it repeats the answer so far. */
  maxRepetition: number;
}

/**
 * The units that answer the question, best first: the best one, then others as long as they are nearly as good, say
 * something new and fit. A unit that leans on the sentence before it brings that sentence along, or is passed over.
 */
export function selectUnits(units: Unit[], settings: SelectionSettings): Unit[] {
  const ranked = [...units].filter((unit) => !endsOpen(unit)).sort((a, b) => b.score - a.score);
  const best = ranked[0];
  if (!best) return [];
  const chosen: Unit[] = [];
  for (const unit of ranked) {
    if (unit.score < settings.minRelativeScore * best.score) break;
    if (chosen.includes(unit)) continue;
    const addition = withContext(unit, units, chosen);
    if (!addition || (chosen.length > 0 && !fits(addition, chosen, settings))) continue;
    chosen.push(...addition);
  }
  // Every unit leans on a missing neighbour: the best one is still the best there is.
  return chosen.length > 0 ? chosen : [best];
}

/** An introduction without what it introduces says nothing. */
function endsOpen(unit: Unit): boolean {
  return unit.lines.length === 1 && unit.lines[0]!.text.endsWith(":");
}

/** The unit, with the one before it when it cannot be understood alone; null when that one cannot help. */
function withContext(unit: Unit, all: Unit[], chosen: Unit[]): Unit[] | null {
  if (!needsContext(unit.lines[0]!.text)) return [unit];
  const before = all.find(({ passage, position }) => passage.id === unit.passage.id && position === unit.position - 1);
  if (!before || needsContext(before.lines[0]!.text)) return null;
  return chosen.includes(before) ? [unit] : [before, unit];
}

function fits(addition: Unit[], chosen: Unit[], settings: SelectionSettings): boolean {
  const lines = [...chosen, ...addition].reduce((sum, unit) => sum + unit.lines.length, 0);
  const words = [...chosen, ...addition].reduce((sum, unit) => sum + unit.words, 0);
  // A list that is kept whole counts as what it is: one answer.
  const maxLines = Math.max(settings.maxSentences, addition.at(-1)!.lines.length + 1);
  return (
    lines <= maxLines &&
    words <= settings.maxWords &&
    !chosen.some((other) => repeats(addition.at(-1)!, other, settings.maxRepetition))
  );
}
