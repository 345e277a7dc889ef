import type { MetricComparison } from "./compare-runs.js";

const SIGNIFICANT = 0.05;

/** What can be said of a difference beyond chance; null where nothing can. */
export function finding({
  adjustedPValue,
  difference,
  better,
}: MetricComparison): "better" | "worse" | "changed" | null {
  if (adjustedPValue === null || adjustedPValue >= SIGNIFICANT || !difference) return null;
  if (better === null) return "changed";
  return difference > 0 === (better === "higher") ? "better" : "worse";
}
