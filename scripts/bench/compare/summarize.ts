import { quantile } from "../../../eval/metrics/quantile.js";
import type { Figures } from "./measure.js";

/** A figure over the rounds. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

export type Summary = Record<string, Spread>;

/** Median and extremes of at least one value. */
export function spread(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5)!, min: Math.min(...values), max: Math.max(...values) };
}

/** Every figure over the rounds that have it. */
export function summarize(rounds: readonly Figures[]): Summary {
  const names = [...new Set(rounds.flatMap((figures) => Object.keys(figures)))];
  const valuesOf = (name: string): number[] => rounds.flatMap((figures) => figures[name] ?? []);
  return Object.fromEntries(names.map((name) => [name, spread(valuesOf(name))]));
}

/** The engines of a round: there and back again, so that none is always the one after the same other. */
export function orderOf<T>(engines: readonly T[], round: number): T[] {
  return round % 2 === 0 ? [...engines] : engines.toReversed();
}
