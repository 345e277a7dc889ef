import { FootnoteError } from "../../src/domain/errors.js";
import type { Measured } from "../metrics/mean.js";

/** Rows of two runs, question by question. Throws DATA_INVALID when one run has more rows than the other. */
export function pairRows<A, B>(a: readonly A[], b: readonly B[]): [A, B][] {
  if (a.length !== b.length) {
    throw new FootnoteError(
      "DATA_INVALID",
      `A paired comparison needs rows in pairs; these are ${a.length} and ${b.length}.`,
      {
        hint: "Compare the questions both runs have, in the same order.",
      },
    );
  }
  return a.map((row, index) => [row, b[index]!]);
}

/** b - a of each pair; null where either is missing. Throws DATA_INVALID when the lengths differ. */
export function pairedDifferences(a: readonly Measured[], b: readonly Measured[]): Measured[] {
  return pairRows(a, b).map(([before, after]) => difference(before, after));
}

/** after - before; null where either is missing. */
export function difference(before: Measured, after: Measured): Measured {
  return before === null || after === null ? null : after - before;
}

/** The pairs of which both values are there. Throws DATA_INVALID when the lengths differ. */
export function completePairs<Value>(
  a: readonly (Value | null)[],
  b: readonly (Value | null)[],
): [a: Value, b: Value][] {
  return pairRows(a, b).filter((pair): pair is [Value, Value] => pair[0] !== null && pair[1] !== null);
}
