import type { JudgeError } from "../judges/judge-error.js";
import type { Interval } from "../statistics/bootstrap.js";
import type { RunParameters } from "../runs/parameters.js";
import { counted, formatDate, formatInterval, formatValue, type Unit } from "./format-value.js";
import { intervalBar } from "./interval-bar.js";
import { judgeAccuracy } from "./judge-note.js";
import { scoredRows } from "./key-figures.js";
import { markup, type Markup } from "./markup.js";
import { describeMetric } from "./metric-names.js";
import { type ReportRun, shownPath } from "./report-run.js";

/** What a suite does with one row, for the first sentence of a report. */
const DEEDS: Record<string, [verb: string, one: string, many: string]> = {
  answers: ["answered", "question", "questions"],
  retrieval: ["searched for", "query", "queries"],
  claims: ["checked", "claim", "claims"],
  "planted-answers": ["validated", "planted draft", "planted drafts"],
  planted: ["checked", "planted sentence", "planted sentences"],
  rewrites: ["rewrote", "follow-up question", "follow-up questions"],
  injection: ["was attacked", "time in documents", "times in documents"],
  robustness: ["answered, in several forms,", "question", "questions"],
};

/** What was measured, in a sentence, and the figures that matter. */
export function reportHead(run: ReportRun, metrics: readonly string[], judge: JudgeError | null): Markup {
  const { parameters, summary, startedAt } = run;
  const { suite, code, profile, models, prompt, index } = parameters;
  const [verb, one, many] = Object.hasOwn(DEEDS, suite) ? DEEDS[suite]! : ["measured", "row", "rows"];
  return markup`<header><p class="kicker">Footnote evaluation</p>
<h1>${titleOf(suite)}: ${dataName(parameters)}</h1>
<p class="lead">Footnote ${code.version} ${verb} <strong>${summary.n.toLocaleString("en-GB")} ${summary.n === 1 ? one : many}</strong> of <strong>${dataName(parameters)}</strong> with the profile <strong>${profile}</strong>${
    startedAt && ` on ${formatDate(startedAt)}`
  }${summary.skippedRows > 0 && `; ${summary.skippedRows} lines of the data could not be read and were left out`}.</p>
<dl class="facts"><div><dt>Models</dt><dd>${models.join(", ") || "none"}</dd></div>${
    prompt && markup`<div><dt>Prompt</dt><dd>${prompt.version} <code>${prompt.hash}</code></dd></div>`
  }${suite === "answers" && !prompt && markup`<div><dt>Prompt</dt><dd>none: sentences are quoted</dd></div>`}${index && markup`<div><dt>Index</dt><dd>${shownPath(index.path)} <code>${index.version}</code></dd></div>`}<div><dt>Data</dt><dd><code>${parameters.dataHash}</code></dd></div><div><dt>Code</dt><dd><code>${code.hash}</code></dd></div></dl>
<ul class="figures" aria-label="The figures that matter">${metrics.map((name) => figure(name, run, judge))}</ul></header>`;
}

function figure(name: string, { summary, rows }: ReportRun, judge: JudgeError | null): Markup {
  const { label, meaning, unit, judged } = describeMetric(name);
  const value = summary.metrics[name] ?? null;
  const interval = summary.intervals[name];
  return markup`<li><p class="figure-label">${label}</p><p class="figure-value">${formatValue(value, unit)}</p>${intervalBar(value, interval)}<p class="figure-interval">${
    interval ? intervalSentence(interval, unit, scoredRows(name, rows)) : "no interval"
  }</p><p class="figure-meaning">${meaning || name}</p>${
    judged && markup`<p class="figure-judge"><a class="judged" href="#judge">J</a> ${judgeAccuracy(judge)}</p>`
  }</li>`;
}

function intervalSentence(interval: Interval, unit: Unit, n: number | null): string {
  if (interval[0] === interval[1]) return n === null ? "all rows alike" : `all ${counted(n, "row")} alike`;
  return `95%: ${formatInterval(interval, unit)}`;
}

export function titleOf(suite: string): string {
  return suite.slice(0, 1).toUpperCase() + suite.slice(1);
}

/** The data's own name, without folder and ending. */
export function dataName({ data }: RunParameters): string {
  const name = data.split(/[\\/]/).findLast(Boolean) ?? data;
  return name.replace(/\.jsonl?$/, "");
}
