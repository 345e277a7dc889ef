import type { Verdict } from "../../src/domain/answer.js";
import { auroc } from "../metrics/classification.js";
import { mean, type Measured } from "../metrics/mean.js";
import { cohenKappa, rawAgreement } from "../statistics/agreement.js";
import { spearman } from "../statistics/correlation.js";
import type { SupportLevel } from "./consensus.js";
import { type Estimate, estimate } from "./estimate.js";
import type { MeasuredAnswer } from "./tasks.js";

/** How far the harness agrees with people. */
export interface AutomaticAgreement {
  /** The automatic verdict against the reference, three classes. */
  agreement: Estimate;
  kappa: Estimate;
  /** The automatic score as a sign of full support. */
  auroc: Estimate;
  /** Finding the claims that people call not supported. */
  unsupported: Detection;
  /** The same with partial support counted as a fault, as `eval claims` counts. */
  lessThanSupported: Detection;
  /** Spearman's rho of a score of the answer with its helpfulness. */
  helpfulness: Record<(typeof ANSWER_SCORES)[number], Estimate>;
}

export interface Detection {
  /** Of the claims the check flags; `n` is their number. */
  precision: Estimate;
  /** Of the claims people call a fault. */
  recall: Estimate;
}

/** An answer with what people decided of it. */
export interface JudgedAnswer {
  measured: Omit<MeasuredAnswer, "task">;
  /** One a claim; null where it is open. */
  claims: (SupportLevel | null)[];
  helpful: Measured;
}

const LEVEL_OF_VERDICT: Record<Verdict, SupportLevel> = {
  supported: "supported",
  partial: "partial",
  unsupported: "not",
  contradicted: "not",
  uncited: "not",
};

const ANSWER_SCORES = ["faithfulness", "confidence", "answerRecall"] as const;

interface JudgedClaim {
  automatic: SupportLevel;
  score: number;
  people: SupportLevel;
}

export function agreementOfAutomatic(answers: readonly JudgedAnswer[]): AutomaticAgreement {
  const claims = answers.map(judgedClaims);
  const overLabels = (statistic: typeof cohenKappa) => (items: readonly JudgedClaim[]) =>
    statistic(
      items.map(({ automatic }) => automatic),
      items.map(({ people }) => people),
    );
  return {
    agreement: estimate(claims, overLabels(rawAgreement)),
    kappa: estimate(claims, overLabels(cohenKappa)),
    auroc: estimate(claims, (items) =>
      auroc(items.map(({ score, people }) => ({ score, positive: people === "supported" }))),
    ),
    unsupported: detection(claims, (level) => level === "not"),
    lessThanSupported: detection(claims, (level) => level !== "supported"),
    helpfulness: Object.fromEntries(
      ANSWER_SCORES.map((name) => [name, correlation(answers, name)]),
    ) as AutomaticAgreement["helpfulness"],
  };
}

function judgedClaims({ measured, claims }: JudgedAnswer): JudgedClaim[] {
  return claims.flatMap((people, index) => {
    const { verdict, score } = measured.automatic[index]!;
    return people === null ? [] : [{ automatic: LEVEL_OF_VERDICT[verdict], score, people }];
  });
}

function detection(claims: readonly JudgedClaim[][], isFault: (level: SupportLevel) => boolean): Detection {
  const flagged = claims.map((items) => items.filter(({ automatic }) => isFault(automatic)));
  const faulty = claims.map((items) => items.filter(({ people }) => isFault(people)));
  return {
    precision: estimate(flagged, (items) => mean(items.map(({ people }) => Number(isFault(people))))),
    recall: estimate(faulty, (items) => mean(items.map(({ automatic }) => Number(isFault(automatic))))),
  };
}

function correlation(answers: readonly JudgedAnswer[], name: (typeof ANSWER_SCORES)[number]): Estimate {
  const pairs = answers.map(({ measured, helpful }): [number, number][] => {
    const score = name === "confidence" ? measured.confidence : (measured.scores[name] ?? null);
    return score === null || helpful === null ? [] : [[score, helpful]];
  });
  return estimate(pairs, (items) =>
    spearman(
      items.map(([score]) => score),
      items.map(([, helpful]) => helpful),
    ),
  );
}
