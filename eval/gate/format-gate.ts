import { formatNumber, formatTable } from "../format-result.js";
import type { GateResult } from "./gate.js";

/** The gate's verdict for a terminal: one line a metric, then what to do about a failure. */
export function formatGate({ checks, passed, runs }: GateResult): string {
  const header = ["", "now", "baseline", "what it has to hold"];
  const rows = Object.entries(checks).flatMap(([suite, list]) =>
    list.map(({ metric, value, baseline, passed, reason }) => [
      `${passed ? "ok  " : "FAIL"} ${suite} ${metric}`,
      formatNumber(value),
      formatNumber(baseline),
      reason,
    ]),
  );
  const failures = Object.values(checks)
    .flat()
    .filter((check) => !check.passed);
  const advice = passed
    ? "The gate is open."
    : `${failures.length} of ${rows.length} checks failed. Look at the failures: npm run -s footnote -- eval report ${runs.join(" ")}`;
  return `${formatTable([header, ...rows])}\n\n${advice}\n`;
}
