import type { Evidence } from "../../domain/candidate.js";
import type { SearchPlan } from "../../domain/query.js";
import type { Run } from "../../domain/run.js";
import type { ClaimChecker } from "../check-claim.js";
import { type Answerability, judgeAnswerability, type Strictness } from "./judge.js";
import { checkPresuppositions, type Presuppositions } from "./presuppositions.js";
import { type AnswerabilityParts, answerabilitySignals } from "./signals.js";

export interface EvidenceJudgeParts extends AnswerabilityParts {
  /** Checks what the question takes for granted. */
  checker: ClaimChecker;
}

/** Whether the evidence answers the question, and what of the question's own it does not hold. */
export async function judgeEvidence(
  plan: SearchPlan,
  evidence: Evidence[],
  { checker, ...parts }: EvidenceJudgeParts,
  strictness: Strictness,
  run: Run,
): Promise<Answerability & { presuppositions: Presuppositions }> {
  const presuppositions = await checkPresuppositions(plan.standaloneQuestion, evidence, checker, run.signal);
  const signals = await answerabilitySignals(plan, evidence, presuppositions, parts, run);
  const usedCrossEncoder = evidence.some(({ relevance }) => relevance !== null);
  return { ...judgeAnswerability(signals, { usedCrossEncoder, strictness }), presuppositions };
}
