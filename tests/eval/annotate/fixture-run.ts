import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { Answer, Claim, Verdict } from "../../../src/domain/answer.js";
import { profileSettings } from "../../../src/profiles.js";
import type { Annotation, Rating } from "../../../eval/annotate/annotation.js";
import { openAnnotations } from "../../../eval/annotate/annotation-files.js";
import { type MeasuredAnswer, readMeasuredAnswers } from "../../../eval/annotate/tasks.js";
import type { RunParameters } from "../../../eval/runs/parameters.js";
import { openRun } from "../../../eval/runs/run-folder.js";
import { exampleAnswer } from "../../doubles/example-answer.js";

/** What differs from answer to answer: the verdicts of its claims, its confidence and its faithfulness. */
export interface PlannedAnswer {
  id: string;
  verdicts: Verdict[];
  confidence?: number;
  faithfulness?: number | null;
  /** Replaces what the plan would make. */
  answer?: Partial<Answer>;
}

const PASSAGE = "Cats sleep. Dogs bark at night. Fish swim.";
const QUOTE = "Dogs bark at night.";

/** An answer of as many claims, each quoting the middle of the same passage; no claims make an abstention. */
export function plannedAnswer({ id, verdicts, confidence = 0.5, answer = {} }: PlannedAnswer): Answer {
  let text = "";
  const claims = verdicts.map((verdict, index): Claim => {
    const sentence = `Dogs bark ${index + 1} times [1].`;
    const start = text ? text.length + 1 : 0;
    text = text ? `${text} ${sentence}` : sentence;
    const span = { start: PASSAGE.indexOf(QUOTE), end: PASSAGE.indexOf(QUOTE) + QUOTE.length };
    return {
      text: sentence,
      start,
      end: start + sentence.length,
      citations: [1],
      verdict,
      score: verdict === "supported" ? 0.9 : 0.2,
      reason: "REASON-OF-THE-CHECK",
      evidence: [{ source: 1, passageId: "pets#1", quote: QUOTE, ...span }],
    };
  });
  const passages = [
    { id: "pets#0", headingPath: [], page: null, text: "Another part.", start: 0, end: 13 },
    { id: "pets#1", headingPath: ["Pets", "Nights"], page: 3, text: PASSAGE, start: 20, end: 20 + PASSAGE.length },
  ];
  return {
    ...exampleAnswer,
    id,
    question: `Question ${id}?`,
    standaloneQuestion: `Question ${id}?`,
    status: claims.length > 0 ? "answered" : "abstained",
    abstention: claims.length > 0 ? null : { reason: "weak-evidence", message: "The documents do not say." },
    text,
    claims,
    confidence,
    sources: [{ number: 1, documentId: "pets", title: "On pets", url: null, publishedAt: null, passages }],
    ...answer,
  };
}

export const PARAMETERS: RunParameters = {
  suite: "answers",
  data: "questions.jsonl",
  dataHash: "0123456789abcdef",
  profile: "fast",
  settings: profileSettings("fast"),
  flags: {},
  flagHashes: {},
  limit: null,
  seed: 1,
  strict: false,
  cached: true,
  models: [],
  prompt: null,
  index: null,
  code: { version: "0", hash: "0" },
};

/** A finished run in a new folder, and a way to remove it. */
export function writeRun(planned: readonly PlannedAnswer[]): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "annotate-"));
  const run = openRun(folder, PARAMETERS);
  for (const plan of planned) {
    const answer = plannedAnswer(plan);
    const scores = { faithfulness: plan.faithfulness ?? null, answerRecall: null };
    const trace = { plan: null, retrieved: [], ranked: [], answer, error: null };
    run.add({ id: plan.id, text: answer.question, slices: {}, scores }, trace);
  }
  const empty = { metrics: {}, intervals: {}, slices: {}, curves: [], skippedRows: 0, seconds: 0 };
  run.finish({ ...empty, n: planned.length });
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** What raters say, by question: ratings as `s`, `p`, `n`, `0` or `-` (none), a claim each, and how helpful it is. */
export type Sayings = Record<string, { ratings: string; helpful?: number; comment?: string; skipped?: boolean }>;

const RATING_LETTERS: Record<string, Rating | null> = {
  s: "supported",
  p: "partial",
  n: "not",
  0: "cannot-tell",
  "-": null,
};

export function rate(
  folder: string,
  rater: string,
  sayings: Sayings,
  answers: readonly MeasuredAnswer[] = readMeasuredAnswers(folder),
): void {
  const file = openAnnotations(folder, rater);
  for (const [question, { ratings, helpful = null, comment = "", skipped = false }] of Object.entries(sayings)) {
    const { answerHash } = answers.find(({ task }) => task.id === question)!.task;
    const annotation: Annotation = {
      question,
      answerHash,
      ratings: [...ratings].map((letter) => RATING_LETTERS[letter]!),
      helpful,
      comment,
      skipped,
      at: "2026-05-11T10:00:00.000Z",
    };
    file.save(annotation);
  }
}

/** Standard input with lines in it, and an output that keeps what is written. */
export function streams(lines: readonly string[]): { input: PassThrough; output: PassThrough; written(): string } {
  const input = new PassThrough();
  const output = new PassThrough();
  let text = "";
  output.on("data", (chunk: Buffer) => (text += chunk.toString()));
  input.end(lines.map((line) => `${line}\n`).join(""));
  return { input, output, written: () => text };
}
