import type { Suite } from "../suites/suite.js";
import { isAnswerRow } from "./answer-row.js";
import { counted, formatValue } from "./format-value.js";
import { type Failure, failuresByHarm, type HarmName, HARMS } from "./harm.js";
import { markup, type Markup } from "./markup.js";
import type { ReportRun } from "./report-run.js";
import { rowView } from "./row-view.js";
import { traceView } from "./trace-view.js";
import { rankingOf, worstRows } from "./worst-rows.js";

/** So that a page of 300 questions stays small enough to attach. */
const MAX_FAILURES = 50;

/** What went wrong, worst first, each opening to its trace: by harm for answers, by score for other suites. */
export function failuresSection(run: ReportRun, suite: Suite): Markup | null {
  return run.rows.some(isAnswerRow) ? answerFailures(run) : worstScored(run, suite);
}

function answerFailures({ rows, traces }: ReportRun): Markup {
  const failures = failuresByHarm(rows);
  const shown = failures.slice(0, MAX_FAILURES);
  return section(
    markup`<p>${failures.length} of ${counted(rows.length, "question")} went wrong, each counted by the worst thing about it.${limitNote(failures.length)}</p>
${failures.length > 0 && harmTable(failures, rows.length)}`,
    shown.map(({ row, harm, finding }, i) => {
      const id = `failure-${i + 1}`;
      const badge = markup`<span class="badge harm-${harm}">${HARMS[harm][0]}</span>`;
      return entry(id, badge, row.text, finding, traceView(row, traces.get(row.id), id), row.slices);
    }),
  );
}

function harmTable(failures: readonly Failure[], total: number): Markup {
  const rows = (Object.keys(HARMS) as HarmName[]).map((harm) => {
    const [label, explanation] = HARMS[harm];
    const count = failures.filter((failure) => failure.harm === harm).length;
    const first = failures.slice(0, MAX_FAILURES).findIndex((failure) => failure.harm === harm) + 1;
    const badge = markup`<span class="badge harm-${harm}">${label}</span>`;
    return markup`<tr><th scope="row">${first > 0 ? markup`<a href="#failure-${first}">${badge}</a>` : badge}<span class="meaning">The answer ${explanation}.</span></th><td class="number">${count}</td><td class="number">${formatValue(count / total, "share")}</td></tr>`;
  });
  return markup`<table class="narrow"><caption>Kinds of failure, most harmful first</caption><thead><tr><th scope="col">Harm</th><th scope="col" class="number">Questions</th><th scope="col" class="number">Of all</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function worstScored({ rows, traces }: ReportRun, suite: Suite): Markup | null {
  const ranking = rankingOf(suite, rows);
  if (!ranking) return null;
  const worst = worstRows(rows, ranking);
  return section(
    markup`<p>${worst.length} of ${counted(rows.length, "row")} could be better${worst.length > 0 && `; ${ranking.order}`}.${limitNote(worst.length)}</p>`,
    worst.slice(0, MAX_FAILURES).map((row, i) => {
      const id = `failure-${i + 1}`;
      const badge = markup`<span class="badge">${ranking.badge(row)}</span>`;
      const trace = traces.get(row.id);
      const body = markup`${rowView(row)}${trace && traceView(row, trace, id)}`;
      return entry(id, badge, row.text, null, body, row.slices);
    }),
  );
}

function section(head: Markup, entries: readonly Markup[]): Markup {
  return markup`<section aria-labelledby="failures"><h2 id="failures">Failures</h2>
${head}
${entries}</section>`;
}

function entry(
  id: string,
  badge: Markup,
  question: string,
  finding: string | null,
  body: Markup,
  slices: Record<string, string>,
): Markup {
  const groups = Object.entries(slices ?? {}).map(([name, value]) => `${name}: ${value}`);
  return markup`<details class="failure" id="${id}"><summary>${badge}<span class="question" dir="auto">${question}</span>${
    finding && markup`<span class="finding">${finding}</span>`
  }</summary>
<div class="trace">${groups.length > 0 && markup`<p class="groups">${groups.join(" · ")}</p>`}
${body}</div></details>
`;
}

function limitNote(count: number): string {
  return count > MAX_FAILURES ? ` The first ${MAX_FAILURES} are shown.` : "";
}
