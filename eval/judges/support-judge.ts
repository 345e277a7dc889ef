import type { ClaimCheck } from "../../src/validation/check-claim.js";
import type { Measured } from "../metrics/mean.js";

export interface Judgement {
  /** Support, 0..1; null where the judge gave none. */
  score: Measured;
  verdict: ClaimCheck["verdict"] | null;
  /** Why there is no score: the answer could not be read, or there was none. */
  missing?: "unparseable" | "unanswered";
}

/** Says how far passages, taken together, support a claim. What error it makes is for `eval judge` to measure. */
export interface SupportJudge {
  /** Names all that its judgements depend on: `built-in:check-claim`, `llm:gpt-4o:support.v1:3f2a9c1e`. */
  readonly id: string;
  /** Scores from here count as supported. */
  readonly threshold: number;
  /** @throws FootnoteError ABORTED, or what a model's endpoint refuses for good */
  support(claim: string, passages: readonly string[], signal?: AbortSignal): Promise<Judgement>;
}
