import type { TargetResult } from "./compare.js";
import type { Arm } from "./engines/engine.js";
import { table } from "./format-tables.js";

/** How far the first engine is ahead of others in one search. */
export interface Advantage {
  target: string;
  arm: Arm;
  rival: string;
  /** Points of nDCG@10 (hundredths). */
  points: number;
  /** The rival's p50 divided by the first engine's. */
  timesFaster: number;
}

/** The first engine against every other one that has the search, by medians. */
export function advantages(
  results: readonly TargetResult[],
  arms: readonly Arm[] = ["lexical", "hybrid"],
): Advantage[] {
  return results.flatMap(({ target, engines: [first, ...rivals] }) =>
    arms.flatMap((arm) =>
      rivals.flatMap(({ engine: rival, summary }) => {
        const [ours, theirs] = [first?.summary[`${arm}.p50`], summary[`${arm}.p50`]];
        if (!ours || !theirs) return [];
        const quality = (of: typeof summary): number => of[`${arm}.ndcg@10`]!.median;
        const points = 100 * (quality(first!.summary) - quality(summary));
        return [{ target, arm, rival, points, timesFaster: theirs.median / ours.median }];
      }),
    ),
  );
}

export function formatAdvantages(rows: readonly Advantage[]): string {
  const signed = (points: number): string => `${points < 0 ? "" : "+"}${points.toFixed(1)}`;
  return table(
    ["passages", "search", "against", "nDCG points", "times faster at p50"],
    rows.map(({ target, arm, rival, points, timesFaster }) => [
      target,
      arm,
      rival,
      signed(points),
      timesFaster.toFixed(1),
    ]),
  );
}
