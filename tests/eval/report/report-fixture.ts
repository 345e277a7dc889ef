import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { AnswerTrace } from "../../../eval/runs/answer-trace.js";
import type { RunParameters } from "../../../eval/runs/parameters.js";
import { openRun, type RunSummary } from "../../../eval/runs/run-folder.js";
import { summarizeRows } from "../../../eval/runs/summarize.js";
import { mean, ratio } from "../../../eval/metrics/mean.js";
import { riskCoveragePoints } from "../../../eval/metrics/curves.js";
import { type EvalRow, meanScores, type Suite } from "../../../eval/suites/suite.js";
import type { ReportedAnswerRow } from "../../../eval/report/answer-row.js";
import { PROFILES } from "../../../src/profiles.js";

/** Text as an attacker would write it into a document. */
export const HOSTILE = `</style></details><script>alert(1)</script><img src=x onerror="alert(2)">' onmouseover='alert(3)`;

export const PASSAGE = "BM25 ranks by words. It was first described in 1994. Vectors rank by meaning.";

export function parameters(changes: Partial<RunParameters> = {}): RunParameters {
  return {
    suite: "answers",
    data: "../data/guide.jsonl",
    dataHash: "0123456789abcdef",
    profile: "balanced",
    settings: PROFILES.balanced,
    flags: {},
    flagHashes: {},
    limit: null,
    seed: 1,
    strict: false,
    cached: false,
    models: ["a-small-embedder"],
    prompt: null,
    index: null,
    code: { version: "0.1.0", hash: "fedcba9876543210" },
    ...changes,
  };
}

/** A right answer, in which nothing is wrong; `changes` break it. */
export function answerRow(id: string, changes: Partial<ReportedAnswerRow> & { timings?: object } = {}): EvalRow {
  const row: ReportedAnswerRow & { timings?: object } = {
    id,
    text: `When was ${id} described?`,
    slices: { kind: "fact" },
    scores: { answerRecall: 1, faithfulness: 1, hallucinationRate: 0, citationPrecision: 1 },
    answerable: true,
    abstained: false,
    confidence: 0.9,
    answerText: "It was first described in 1994 [1].",
    claims: [claim("supported")],
    ...changes,
  };
  return row;
}

export function claim(verdict: string, quote = "It was first described in 1994.") {
  return {
    text: "It was first described in 1994 [1].",
    citations: [1],
    verdict,
    score: 0.97,
    reason: "The sentence stands in source 1.",
    evidence: [{ passageId: "guide:1", quote }],
  };
}

export function trace(question: string, changes: Partial<AnswerTrace> = {}): AnswerTrace {
  const plan = { question, standaloneQuestion: question, intent: "question", answerType: "time", filters: {} } as const;
  return {
    plan: { ...plan, subQueries: [question, "year of the first description"] },
    retrieved: [{ passageId: "guide:1", documentId: "guide", title: "Ranking", score: 0.8 }],
    ranked: [
      {
        passageId: "guide:1",
        documentId: "guide",
        title: "Ranking",
        heading: "History",
        text: PASSAGE,
        score: 0.8,
        relevance: 4.5,
      },
    ],
    answer: {
      id: "answer",
      question,
      standaloneQuestion: question,
      status: "answered",
      text: "It was first described in 1994 [1].",
      abstention: null,
      sources: [
        {
          number: 1,
          documentId: "guide",
          title: "Ranking",
          url: null,
          publishedAt: null,
          passages: [
            { id: "guide:1", headingPath: ["History"], page: null, text: PASSAGE, start: 0, end: PASSAGE.length },
          ],
        },
      ],
      claims: [],
      disagreement: null,
      confidence: 0.9,
      invalidCitations: 0,
      degraded: [],
      relatedQuestions: [],
      profile: "balanced",
      promptVersion: null,
      timings: { understanding: 1, retrieval: 5, ranking: 80, generation: 3, validation: 2, total: 92 },
      usage: { promptTokens: 0, completionTokens: 0, llmCalls: 0 },
    },
    error: null,
    ...changes,
  };
}

const metrics = meanScores(["answerRecall", "faithfulness", "hallucinationRate", "citationPrecision"]);

/** The metrics of the answers suite that the report needs, without its engine. */
export const suite: Suite = {
  name: "answers",
  description: "",
  metrics: {
    ...metrics,
    hallucinationRate: { ...metrics.hallucinationRate!, better: "lower" },
    confidence: { better: null, of: (rows) => mean(rows.map((row) => (row as ReportedAnswerRow).confidence ?? null)) },
    nothing: { better: "higher", of: () => ratio(0, 0) },
  },
  open: () => Promise.reject(new Error("nothing is run here")),
  curves: (rows) => [
    {
      name: "risk-coverage",
      axes: { x: "share answered", y: "share wrong" },
      points: riskCoveragePoints(
        rows.map((row) => ({
          confidence: (row as ReportedAnswerRow).confidence ?? 0,
          risk: 1 - (row.scores.answerRecall ?? 0),
        })),
      ),
    },
    {
      name: "reliability",
      axes: { x: "confidence", y: "share right" },
      points: [
        { x: 0.25, y: 0.5, n: 10 },
        { x: 0.75, y: 0.75, n: 30 },
      ],
    },
  ],
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A finished run in a new folder, which goes when the tests of the file are done; returns the folder. */
export function writeRun(
  rows: readonly EvalRow[],
  {
    of = {},
    traces = {},
    summary = {},
    name = "run",
  }: {
    of?: Partial<RunParameters>;
    traces?: Record<string, AnswerTrace>;
    summary?: Partial<RunSummary>;
    name?: string;
  } = {},
): string {
  const parent = mkdtempSync(join(tmpdir(), "footnote-report-"));
  folders.push(parent);
  const folder = join(parent, name);
  const run = openRun(folder, parameters(of));
  for (const row of rows) run.add(row, traces[row.id]);
  run.finish({ ...summarizeRows(suite, rows, { seed: 1 }), skippedRows: 0, seconds: 1.5, ...summary });
  return folder;
}
