import { FootnoteError } from "../../src/domain/errors.js";
import { mean, type Measured } from "../metrics/mean.js";
import { cohenKappa, weightedKappa } from "../statistics/agreement.js";
import { isAbout, judgementState } from "./annotation.js";
import type { RaterAnnotations } from "./annotation-files.js";
import { agreementOfAutomatic, type AutomaticAgreement } from "./automatic-agreement.js";
import { majority, SUPPORT_LEVELS, type SupportLevel, votesOn } from "./consensus.js";
import { type Estimate, estimate } from "./estimate.js";
import { agreementOfRaters, type RaterAgreement } from "./rater-agreement.js";
import type { MeasuredAnswer } from "./tasks.js";

export interface AnnotationSummary {
  /** Answers of the run. */
  questions: number;
  raters: RaterSummary[];
  /** Of the raters with one another; kappa is Cohen's. */
  claims: RaterAgreement<"nominal" | "ordinal">;
  /** The same for helpfulness; kappa has quadratic weights. */
  helpful: RaterAgreement<"ordinal" | "interval">;
  people: PeopleSummary;
  /** Of the harness with people. */
  automatic: AutomaticAgreement;
}

export interface RaterSummary {
  name: string;
  rated: number;
  started: number;
  skipped: number;
  /** Questions whose answer in this run is another than the one that was rated: they do not count. */
  otherAnswers: number;
  claims: number;
  helpful: Measured;
}

/** The reference: what most raters say, or the adjudicator where there is one. */
export interface PeopleSummary {
  adjudicator: string | null;
  /** Share of the claims. */
  supported: Estimate;
  partial: Estimate;
  not: Estimate;
  /** Mean, 1..5. */
  helpful: Estimate;
  /** Claims with ratings but no majority; they are in no figure that needs a reference. */
  undecided: number;
}

/**
 * Agreement of the raters with one another, and of the automatic verdicts with them. An adjudicator's ratings replace
 * the majority, and are no part of the raters' agreement.
 * @throws FootnoteError SETTING_UNKNOWN when the adjudicator has rated nothing
 */
export function summarizeAnnotations(
  run: readonly MeasuredAnswer[],
  annotations: ReadonlyMap<string, RaterAnnotations>,
  { adjudicator }: { adjudicator?: string | undefined } = {},
): AnnotationSummary {
  if (adjudicator !== undefined && !annotations.has(adjudicator)) {
    throw new FootnoteError("SETTING_UNKNOWN", `${adjudicator} has rated nothing of this run.`);
  }
  const raters = [...annotations.keys()].filter((name) => name !== adjudicator);
  const answers = run.map((measured) => {
    const { task } = measured;
    const votes = raters.map((name) => votesOn(task, annotations.get(name)));
    const decided = votesOn(task, adjudicator === undefined ? undefined : annotations.get(adjudicator));
    const claimVotes = task.claims.map((_, claim) => votes.map(({ claims }) => claims[claim] ?? null));
    return {
      measured,
      claimVotes,
      claims: claimVotes.map((ofClaim, claim) => decided.claims[claim] ?? majority(ofClaim)),
      helpfulVotes: votes.map(({ helpful }) => helpful),
      helpful: decided.helpful ?? mean(votes.map(({ helpful }) => helpful)),
    };
  });
  const decidedClaims = answers.map(({ claims }) => claims.filter((level) => level !== null));
  const share = (wanted: SupportLevel): Estimate =>
    estimate(decidedClaims, (levels) => mean(levels.map((level) => Number(level === wanted))));

  return {
    questions: run.length,
    raters: [...annotations].map(([name, all]) => summarizeRater(name, run, all)),
    claims: agreementOfRaters(
      answers.map(({ claimVotes }) => claimVotes.map((ofClaim) => ofClaim.map(levelNumber))),
      raters,
      { levels: ["nominal", "ordinal"], kappa: cohenKappa },
    ),
    helpful: agreementOfRaters(
      answers.map(({ helpfulVotes }) => [helpfulVotes]),
      raters,
      { levels: ["ordinal", "interval"], kappa: (a, b) => weightedKappa(a, b, "quadratic") },
    ),
    people: {
      adjudicator: adjudicator ?? null,
      supported: share("supported"),
      partial: share("partial"),
      not: share("not"),
      helpful: estimate(
        answers.map(({ helpful }) => (helpful === null ? [] : [helpful])),
        mean,
      ),
      undecided: answers
        .flatMap(({ claims, claimVotes }) => claims.map((level, claim) => ({ level, votes: claimVotes[claim]! })))
        .filter(({ level, votes }) => level === null && votes.some((vote) => vote !== null)).length,
    },
    automatic: agreementOfAutomatic(answers),
  };
}

function summarizeRater(name: string, run: readonly MeasuredAnswer[], annotations: RaterAnnotations): RaterSummary {
  const about = run.flatMap(({ task }) => {
    const annotation = annotations.get(task.id);
    return annotation && isAbout(annotation, task) ? [{ task, state: judgementState(annotation) }] : [];
  });
  const votes = about.map(({ task }) => votesOn(task, annotations));
  const count = (wanted: string): number => about.filter(({ state }) => state === wanted).length;
  return {
    name,
    rated: count("rated"),
    started: count("started"),
    skipped: count("skipped"),
    otherAnswers: annotations.size - about.length,
    claims: votes.flatMap(({ claims }) => claims).filter((level) => level !== null).length,
    helpful: mean(votes.map(({ helpful }) => helpful)),
  };
}

/** Support as a number, 0 to 2, as the statistics take labels. */
function levelNumber(level: SupportLevel | null): Measured {
  return level === null ? null : SUPPORT_LEVELS.indexOf(level);
}
