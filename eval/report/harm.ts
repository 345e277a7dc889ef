import type { Measured } from "../metrics/mean.js";
import type { EvalRow } from "../suites/suite.js";
import { isAnswerRow, type ReportedAnswerRow } from "./answer-row.js";
import { counted, formatValue } from "./format-value.js";

/** What can go wrong with an answer, worst first. */
export const HARMS = {
  contradicted: ["Contradicted", "says what its own evidence denies"],
  unsupported: ["Unsupported", "states what no passage supports"],
  wrong: ["Wrong answer", "says nothing of the right answer, or what is known to be wrong"],
  shouldDecline: ["Should have declined", "answers a question that the passages do not answer"],
  falseAbstention: ["False abstention", "declines a question that could be answered"],
  missedFact: ["Missed fact", "leaves out a part of the right answer"],
} as const satisfies Record<string, [label: string, explanation: string]>;

export type HarmName = keyof typeof HARMS;

/** The worst thing wrong with one answer. */
export interface Failure {
  row: ReportedAnswerRow;
  harm: HarmName;
  /** What was seen, in words. */
  finding: string;
  /** Within one harm: more is worse. */
  severity: number;
}

const ORDER = Object.keys(HARMS) as HarmName[];

/** The answers with something wrong, by harm, then by severity, then by the engine's confidence in them. */
export function failuresByHarm(rows: readonly EvalRow[]): Failure[] {
  return rows
    .flatMap((row) => failureOf(row) ?? [])
    .sort(
      (a, b) =>
        ORDER.indexOf(a.harm) - ORDER.indexOf(b.harm) ||
        b.severity - a.severity ||
        (b.row.confidence ?? 0) - (a.row.confidence ?? 0) ||
        (a.row.id < b.row.id ? -1 : 1),
    );
}

/** Null for an answer with nothing wrong that the row shows. */
export function failureOf(row: EvalRow): Failure | null {
  if (!isAnswerRow(row)) return null;
  const found = (harm: HarmName, finding: string, severity = 0): Failure => ({ row, harm, finding, severity });
  if (row.abstained) return row.answerable ? found("falseAbstention", "Declined, though it could be answered.") : null;

  const contradicted = badClaims(row, ["contradicted"], "contradictionRate");
  if (contradicted) return found("contradicted", `${claims(contradicted)} the evidence contradicts.`, contradicted);
  const unsupported = badClaims(row, ["unsupported", "uncited"], "hallucinationRate");
  if (unsupported) return found("unsupported", `${claims(unsupported)} no passage supports.`, unsupported);

  if (!row.answerable) return found("shouldDecline", "Answered, though the passages do not hold the answer.");
  if ((row.scores.wrongStated ?? 0) > 0) return found("wrong", "States an answer known to be wrong.", 1);
  return recallFailure(row.scores, found);
}

/**
 * What of the right answer is missing. That nothing of a long reference is covered is the judge's opinion, and a right
 * answer may be another one: it counts as wrong only where the sentences people marked are not cited either.
 */
function recallFailure(
  { answerRecall = null, claimRecall = null, sentenceCitationRecall = null }: EvalRow["scores"],
  found: (harm: HarmName, finding: string, severity?: number) => Failure,
): Failure | null {
  const recall = answerRecall ?? claimRecall;
  const goldCited = answerRecall === null && sentenceCitationRecall !== null && sentenceCitationRecall > 0;
  if (recall === 0 && !goldCited) return found("wrong", "Nothing of the right answer was said.");
  if (recall === 0) return found("missedFact", "Cites marked sentences, yet covers nothing of the reference.", 1);
  if (recall !== null && recall < 1) {
    return found("missedFact", `${formatValue(recall, "share")} of the right answer was said.`, 1 - recall);
  }
  if (recall === null && sentenceCitationRecall === 0) {
    return found("missedFact", "None of the sentences that hold the answer was cited.");
  }
  return null;
}

/** Claims with one of these verdicts, of engine or judge; where the row keeps no claims, 1 when its rate is above 0. */
function badClaims(row: ReportedAnswerRow, verdicts: readonly string[], rate: string): number {
  const bad =
    row.claims?.filter(({ verdict, judged = "" }) => [verdict, judged].some((said) => verdicts.includes(said)))
      .length ?? 0;
  return bad || Number(isAboveZero(row.scores[rate] ?? null));
}

function isAboveZero(value: Measured): boolean {
  return value !== null && value > 0;
}

function claims(count: number): string {
  return `${counted(count, "claim")} that`;
}
