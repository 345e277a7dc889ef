import type { Curve } from "../metrics/curve.js";
import type { CurveSeries } from "./charts/curve-chart.js";
import { kindOf } from "./curve-readings.js";
import type { ReportRun } from "./report-run.js";

/** Curves that belong into one picture: of one kind, with the same axes. */
export interface CurveGroup {
  kind: string;
  /** The last run's own, which the picture is about. */
  main: Curve;
  /** What is drawn; `main` comes last. */
  series: CurveSeries[];
}

/** The curves of the last run, each with its variants (a baseline) or, of several runs, with the earlier runs' curves. */
export function groupCurves(runs: readonly ReportRun[]): CurveGroup[] {
  const run = runs.at(-1)!;
  const groups = new Map<string, Curve[]>();
  for (const curve of run.summary.curves) {
    if (curve.points.length < 2) continue;
    const key = JSON.stringify([kindOf(curve.name).kind, curve.axes]);
    groups.set(key, [...(groups.get(key) ?? []), curve]);
  }
  return [...groups.values()].map(([main, ...variants]) => {
    const earlier = runs.slice(0, -1).flatMap(({ name, summary }): CurveSeries[] => {
      const curve = summary.curves.find((other) => other.name === main!.name);
      return curve && curve.points.length > 1 ? [{ label: name, curve }] : [];
    });
    const baselines = variants.map((curve): CurveSeries => ({ label: kindOf(curve.name).variant, curve }));
    const own = { label: kindOf(main!.name).variant || run.name, curve: main! };
    return { kind: kindOf(main!.name).kind, main: main!, series: [...earlier, ...baselines, own] };
  });
}
