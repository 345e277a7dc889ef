import type { Stages } from "./answer-engine.js";
import type { Evidence } from "./domain/candidate.js";
import type { SearchPlan } from "./domain/query.js";
import type { Run } from "./domain/run.js";

export interface SecondRoundSettings {
  /** Searches of the second round; 0 for one round only. */
  maxQueries: number;
  /** Places in the evidence that go to what they find and the first round has not. */
  maxEvidence: number;
}

/** What the next round looks for, from what the first has found; empty when nothing is missing. */
export type NextQueries = (plan: SearchPlan, evidence: Evidence[], run: Run) => Promise<string[]>;

export interface RoundStages extends Pick<Stages, "retrieve" | "rank"> {
  /** Ranks what a query of the second round found. */
  rankSecond: Stages["rank"];
  nextQueries: NextQueries;
  /** Places in the evidence, both rounds together. */
  places: number;
}

/**
 * The ranking stage with a second round of searching: what the first round found is read, the next queries are asked, and
 * the best that they find takes the last places of the evidence. There is no third round.
 */
export function createRankInRounds(
  stages: RoundStages,
  { maxQueries, maxEvidence }: SecondRoundSettings,
): Stages["rank"] {
  if (maxQueries === 0 || maxEvidence === 0) return stages.rank;
  return async function rankInRounds(plan, candidates, run) {
    const first = await stages.rank(plan, candidates, run);
    const queries = (await stages.nextQueries(plan, first, run)).slice(0, maxQueries);
    if (queries.length === 0) return first;

    const found = await Promise.all(queries.map((query) => searchFor(query, plan, run)));
    const known = new Set(first.map(({ passage }) => passage.id));
    const added = takeInTurn(found, maxEvidence, known);
    // Not read for sentences: their scores are for the query of the second round, not for the question.
    return [...first.slice(0, Math.max(stages.places - added.length, 1)), ...added.map(unread)];
  };

  async function searchFor(query: string, plan: SearchPlan, run: Run): Promise<Evidence[]> {
    const next = { ...plan, standaloneQuestion: query, subQueries: [query] };
    return stages.rankSecond(next, await stages.retrieve(next, run), run);
  }
}

/** The best of each list in turn, without what is known and without repeats. */
function takeInTurn(lists: Evidence[][], limit: number, known: Set<string>): Evidence[] {
  const taken: Evidence[] = [];
  for (let rank = 0; rank < Math.max(0, ...lists.map(({ length }) => length)); rank++) {
    for (const list of lists) {
      const evidence = list[rank];
      if (!evidence || known.has(evidence.passage.id) || taken.length === limit) continue;
      known.add(evidence.passage.id);
      taken.push(evidence);
    }
  }
  return taken;
}

const unread = (evidence: Evidence): Evidence => ({ ...evidence, sentences: [] });
