import type { Draft, Validated, ValidationEvent } from "../domain/answer.js";
import type { Evidence } from "../domain/candidate.js";
import type { SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import type { ClaimJudge } from "../ports/claim-judge.js";
import type { SupportModel } from "../ports/support-model.js";
import { abstain } from "./abstention-message.js";
import { judgeEvidence } from "./answerability/judge-evidence.js";
import type { Strictness } from "./answerability/judge.js";
import type { AnswerabilityParts } from "./answerability/signals.js";
import { type ClaimChecker, createClaimChecker } from "./check-claim.js";
import { findDisagreement } from "./find-disagreement.js";
import { createRelease } from "./release-draft.js";
import { type SecondOpinionSettings, withSecondOpinion } from "./second-opinion.js";

export interface ValidationSettings {
  /** Which point of the measured risk-coverage curve to stand on. */
  strictness: Strictness;
  /** Whether sentences without support are repaired or dropped; switched off only to measure what the check is worth. */
  dropUnsupported: boolean;
  secondOpinion: SecondOpinionSettings;
}

export interface ValidationParts extends AnswerabilityParts {
  supportModel: SupportModel;
  /** A language model to ask about claims the check is unsure of, where there is one. */
  judge?: ClaimJudge | null;
}

/**
 * The validation stage: decides first whether the evidence answers the question at all, then checks the draft sentence
 * by sentence against the sources it cites. A sentence is released once it has passed, so nothing shown is taken back.
 */
export function createValidate(
  { index, supportModel, answerabilityModel, judge }: ValidationParts,
  settings: ValidationSettings,
) {
  return async function* validate(
    plan: SearchPlan,
    evidence: Evidence[],
    draft: Draft,
    run: Run,
  ): AsyncGenerator<ValidationEvent, Validated> {
    const none = { text: "", claims: [], disagreement: null, confidence: 0, invalidCitations: 0 };
    const { sources } = draft;
    if (plan.subQueries.length === 0) {
      return { ...none, abstention: abstain("refused-input", { intent: plan.intent }) };
    }
    if (evidence.length === 0) return { ...none, abstention: abstain("no-evidence", {}) };

    const checker = withFallback(supportModel, run);
    const { strictness, dropUnsupported, secondOpinion } = settings;
    const judged = await judgeEvidence(plan, evidence, { index, answerabilityModel, checker }, strictness, run);
    const { probability: confidence, threshold, presuppositions } = judged;
    if (confidence < threshold) {
      return { ...none, confidence, abstention: abstain("weak-evidence", { sources, presuppositions }) };
    }

    const sure = judge && secondOpinion.enabled ? withSecondOpinion(checker, judge, secondOpinion, run) : checker;
    const { read, released } = createRelease({ checker: sure, draft, dropUnsupported, signal: run.signal });
    yield* read(draft.sentences);
    // Unchecked, a draft is shown as it is, sources or not.
    const stands = (): boolean => released.claims.some(({ citations }) => citations.length > 0 || !dropUnsupported);
    const others = stands() ? null : draft.instead?.();
    if (others) {
      run.degrade("llm");
      yield* read(others);
    }
    const { text, claims, invalidCitations } = released;
    if (!stands()) {
      return { ...none, confidence, invalidCitations, abstention: abstain("unsupported-draft", { sources }) };
    }
    const disagreement = findDisagreement(claims, sources, plan);
    return { text, claims, disagreement, abstention: null, confidence, invalidCitations };
  };
}

/** The claim check with its model, and by words alone once the model has failed. */
function withFallback(supportModel: SupportModel, run: Run): ClaimChecker {
  const trained = createClaimChecker(supportModel);
  const lexical = createClaimChecker(null);
  let hasFailed = false;
  return {
    async check(claim, evidence, signal) {
      if (hasFailed) return lexical.check(claim, evidence, signal);
      try {
        return await trained.check(claim, evidence, signal);
      } catch (error) {
        if (run.signal.aborted) throw error;
        hasFailed = true;
        run.degrade("groundedness");
        return lexical.check(claim, evidence, signal);
      }
    },
  };
}
