import { lexicalSupport } from "../metrics/lexical-baseline.js";
import type { SupportJudge } from "./support-judge.js";

/** Where `eval claims` cuts, too. */
const THRESHOLD = 0.632;

/** Plain word overlap: the judge that every other one has to beat. */
export function createLexicalJudge(): SupportJudge {
  return {
    id: "lexical:word-overlap",
    threshold: THRESHOLD,
    async support(claim, passages) {
      const score = lexicalSupport(claim, passages);
      return { score, verdict: score >= THRESHOLD ? "supported" : "unsupported" };
    },
  };
}
