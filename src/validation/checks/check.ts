import type { Span } from "../../text/span.js";
import type { Alignment } from "./align.js";

/**
 * What a check found wrong with a claim. `contradicts`: the passage says otherwise; `overstates`: the passage says it with
 * a reservation; `adds`: the passage does not have it.
 */
export interface Finding {
  kind: string;
  effect: "contradicts" | "overstates" | "adds";
  /** In words for a reader: "The passage says 1889, the sentence 1899." */
  reason: string;
  /** What in the claim is not supported. */
  span: Span;
}

/** One look at a claim beside the sentences that come closest to it; finds nothing, or the first thing wrong. */
export type Check = (alignment: Alignment) => Finding | null;
