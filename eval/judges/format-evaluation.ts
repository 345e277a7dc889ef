import type { Measured } from "../metrics/mean.js";
import type { Interval } from "../statistics/bootstrap.js";
import type { ClaimsResult, ComparisonsResult, JudgeEvaluation } from "./evaluate-judges.js";
import { CRITERIA } from "./pairwise-judge.js";
import { AGREEMENT_MEASURES, type PreferenceAgreement } from "./preference-agreement.js";
import type { Usage } from "./usage.js";

/** The evaluation as tables for a terminal, 95% intervals in brackets. */
export function formatEvaluation(evaluation: JudgeEvaluation, usage?: Usage): string {
  const parts = [...evaluation.claims.map(claimsTable), ...evaluation.comparisons.map(comparisonsTable)];
  if (usage) {
    const { calls, failedCalls, promptTokens, completionTokens, callsWithoutTokenCount } = usage;
    const unknown = callsWithoutTokenCount > 0 ? `, ${callsWithoutTokenCount} calls without a count` : "";
    parts.push(
      `model: ${calls} calls (${failedCalls} failed), ${promptTokens} tokens in, ${completionTokens} out${unknown}\n`,
    );
  }
  return parts.join("\n");
}

const SHOWN = ["auroc", "balancedAccuracy", "precision", "recall", "specificity"] as const;

function claimsTable({ data, builtInFittedHere, judges }: ClaimsResult): string {
  const { n, supported } = judges[0]!;
  const note = builtInFittedHere ? "; the built-in check was fitted on it" : "";
  const lines = judges.flatMap(({ judge, threshold, missing, metrics, intervals }) => [
    `  ${judge}, threshold ${threshold}, missing ${missing.unparseable + missing.unanswered}` +
      ` (${missing.unparseable} unparseable)`,
    ...SHOWN.map((name) => `    ${name.padEnd(18)}${value(metrics[name]!, intervals[name])}`),
    ...SHOWN.slice(1)
      .filter((name) => metrics[`verdict.${name}`] !== metrics[name])
      .map((name) => `    ${`verdict ${name}`.padEnd(26)}${value(metrics[`verdict.${name}`]!)}`),
  ]);
  return `${data}: ${n} claims, ${supported} supported${note}\n${lines.join("\n")}\n`;
}

function comparisonsTable({ data, people, judges }: ComparisonsResult): string {
  const width = Math.max(...judges.map(({ judge }) => judge.length), 24) + 2;
  const cells = (scores: PreferenceAgreement, intervals: Record<string, Interval>, prefix: string) =>
    AGREEMENT_MEASURES.map((name) => value(scores[name], intervals[`${prefix}${name}`]).padEnd(22)).join("");
  const header = `    ${"".padEnd(width)}${AGREEMENT_MEASURES.map((name) => name.padEnd(22)).join("")}`;
  const lines = CRITERIA.flatMap((criterion) => [
    `  ${criterion}`,
    header,
    `    ${"people with each other".padEnd(width)}${cells(people[criterion], people[criterion].intervals, "")}`,
    ...judges.flatMap((judge) => {
      const { withOne, withMean, intervals } = judge.criteria[criterion];
      return [
        `    ${judge.judge.padEnd(width)}${cells(withOne, intervals, "withOne.")}`,
        `    ${"  with the raters' mean".padEnd(width)}${cells(withMean, intervals, "withMean.")}`,
      ];
    }),
  ]);
  const bias = judges.flatMap(({ judge, orders, missingCalls }) => {
    if (!orders || !missingCalls) return [];
    const { calls, unparseable, unanswered } = missingCalls;
    return [
      `  ${judge}: ${unparseable} of ${calls} answers unparseable, ${unanswered} missing`,
      ...CRITERIA.map((criterion) => {
        const { consistent, firstPlace, secondPlace, wavering, missing, positionBias } = orders[criterion];
        return (
          `    ${criterion}: position bias ${value(positionBias)} (first place ${firstPlace}, second ${secondPlace}), ` +
          `wavering ${wavering}, consistent ${consistent}, missing ${missing}`
        );
      }),
    ];
  });
  return `${data}: ${people.overall.pairs} pairs, two raters each\n${[...lines, ...bias].join("\n")}\n`;
}

function value(measured: Measured, interval?: Interval): string {
  if (measured === null) return "-";
  return interval
    ? `${measured.toFixed(3)} [${interval.map((end) => end.toFixed(2)).join(", ")}]`
    : measured.toFixed(3);
}
