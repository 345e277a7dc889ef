import type { Unit } from "./units.js";

/**
 * Chosen units in the order in which they read best: neighbours of a passage stay together in reading order, the run
 * with the best unit comes first, then the other runs of its passage, then the other passages by their best unit.
 */
export function arrangeUnits(chosen: Unit[]): Unit[] {
  const passages = [...new Set(chosen.map((unit) => unit.passage.id))];
  return passages
    .map((id) => chosen.filter((unit) => unit.passage.id === id))
    .sort((a, b) => bestScore(b) - bestScore(a))
    .flatMap((units) => byBest(runsOf(units)).flat());
}

/** Units whose positions follow one another, in reading order. */
function runsOf(units: Unit[]): Unit[][] {
  const runs: Unit[][] = [];
  for (const unit of [...units].sort((a, b) => a.position - b.position)) {
    const run = runs.at(-1);
    if (run && run.at(-1)!.position === unit.position - 1) run.push(unit);
    else runs.push([unit]);
  }
  return runs;
}

/** The run with the best unit first; the rest stay in reading order. */
function byBest(runs: Unit[][]): Unit[][] {
  const best = Math.max(...runs.map(bestScore));
  const first = runs.find((run) => bestScore(run) === best)!;
  return [first, ...runs.filter((run) => run !== first)];
}

function bestScore(units: Unit[]): number {
  return Math.max(...units.map((unit) => unit.score));
}
