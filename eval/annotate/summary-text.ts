import type { Measured } from "../metrics/mean.js";
import type { Estimate } from "./estimate.js";
import type { RaterAgreement } from "./rater-agreement.js";
import type { AnnotationSummary } from "./summary.js";

/** A summary as tables for a terminal; intervals are 95%, `-` is a figure that cannot be had. */
export function formatSummary(summary: AnnotationSummary): string {
  const { raters, claims, helpful, people, automatic, questions } = summary;
  const reference = people.adjudicator ? `${people.adjudicator}, else the majority` : "the majority";
  return [
    section(`Raters (${questions} answers in the run)`, [
      ["rater", "rated", "started", "skipped", "claims", "helpful", "of other answers"],
      ...raters.map((rater) => [
        rater.name,
        String(rater.rated),
        String(rater.started),
        String(rater.skipped),
        String(rater.claims),
        number(rater.helpful, 2),
        String(rater.otherAnswers),
      ]),
    ]),
    agreementSection("Agreement on claims", "claims", "Cohen's kappa", claims),
    agreementSection("Agreement on helpfulness", "answers", "weighted kappa", helpful),
    section(`What people say (${reference})`, [
      row("claims supported", people.supported),
      row("claims partial", people.partial),
      row("claims not supported", people.not),
      row("helpful, 1 to 5", people.helpful),
      ["claims without a majority", String(people.undecided)],
    ]),
    section(`The automatic check against people (${reference})`, [
      row("same verdict", automatic.agreement),
      row("Cohen's kappa", automatic.kappa),
      row("AUROC of full support", automatic.auroc),
      row("unsupported: precision", automatic.unsupported.precision),
      row("unsupported: recall", automatic.unsupported.recall),
      row("partial or unsupported: precision", automatic.lessThanSupported.precision),
      row("partial or unsupported: recall", automatic.lessThanSupported.recall),
      ...Object.entries(automatic.helpfulness).map(([name, value]) => row(`Spearman, ${name} and helpful`, value)),
    ]),
  ].join("\n");
}

function agreementSection(
  title: string,
  units: string,
  kappaName: string,
  { units: count, agreement, alpha, pairs }: RaterAgreement<never>,
): string {
  return section(`${title} (${count} ${units} with two ratings or more)`, [
    row("same rating", agreement),
    ...Object.entries<Estimate>(alpha).map(([level, value]) => row(`Krippendorff's alpha, ${level}`, value)),
    ...pairs.map(({ raters, kappa }) => row(`${kappaName}, ${raters.join(" and ")}`, kappa)),
  ]);
}

function row(name: string, { value, interval, n }: Estimate): string[] {
  const range = interval ? `[${interval.map((end) => number(end)).join(", ")}]` : "";
  return [name, number(value), range, `n = ${n}`];
}

function number(value: Measured, digits = 3): string {
  return value === null ? "-" : value.toFixed(digits);
}

function section(title: string, rows: string[][]): string {
  const widths = rows.reduce<number[]>((all, cells) => {
    cells.forEach((cell, column) => (all[column] = Math.max(all[column] ?? 0, cell.length)));
    return all;
  }, []);
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
  return `${title}\n${lines.map((line) => `  ${line}\n`).join("")}`;
}
