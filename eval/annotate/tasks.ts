import { createHash } from "node:crypto";
import type { Answer, Claim, Source } from "../../src/domain/answer.js";
import { FootnoteError } from "../../src/domain/errors.js";
import { removeControlCharacters } from "../../src/text/control-characters.js";
import { readRun, readTraces } from "../runs/run-folder.js";

/** What a rater sees of one question. Nothing in it says what the engine thought of its own claims. */
export interface AnnotationTask {
  id: string;
  question: string;
  /** The question with the conversation written out; null when it stands alone as it is. */
  understoodAs: string | null;
  /** The answer in pieces; `claim` is the index of the claim that a piece is. */
  answer: { text: string; claim: number | null }[];
  /** Why there is no answer; null when there is one. */
  abstention: string | null;
  claims: { text: string; sources: TaskSource[] }[];
  /** For an abstention: what the engine had before it. */
  sources: TaskSource[];
  answerHash: string;
}

export interface TaskSource {
  number: number;
  title: string;
  url: string | null;
  /** Those with a marked quote first. */
  passages: TaskPassage[];
}

export interface TaskPassage {
  heading: string;
  /** The whole text in pieces, the quotes marked. */
  text: { text: string; marked: boolean }[];
}

/** An answer of a run: the task it is for raters, and what the harness measured of it. */
export interface MeasuredAnswer {
  task: AnnotationTask;
  automatic: Pick<Claim, "verdict" | "score">[];
  confidence: number;
  scores: Record<string, number | null>;
}

/** The answers of a run. @throws FootnoteError PATH_MISSING, RUN_INVALID */
export function readMeasuredAnswers(folder: string): MeasuredAnswer[] {
  const { rows, parameters } = readRun(folder);
  const traces = readTraces(folder);
  const answers = rows.flatMap(({ id, scores }): MeasuredAnswer[] => {
    const answer = traces.get(id)?.answer;
    if (!answer) return [];
    const automatic = answer.claims.map(({ verdict, score }) => ({ verdict, score }));
    return [{ task: toTask(id, answer), automatic, confidence: answer.confidence, scores }];
  });
  if (answers.length === 0) {
    throw new FootnoteError(
      "RUN_INVALID",
      `The run of the suite "${parameters.suite}" in ${folder} holds no answers.`,
      {
        hint: "Give the folder that `eval answers --out` wrote.",
      },
    );
  }
  return answers;
}

/**
 * The first `limit` tasks in an order that depends on nothing but the seed and the ids: all raters get the same ones in
 * the same order, so that their work overlaps however far each gets, and so do raters of another run of the same data.
 */
export function chooseTasks<Task extends { id: string }>(
  tasks: readonly Task[],
  { seed, limit = Infinity }: { seed: number; limit?: number | undefined },
): Task[] {
  const key = ({ id }: Task): string => createHash("sha256").update(`${seed}\0${id}`).digest("hex");
  const ordered = tasks.map((task) => ({ task, key: key(task) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  return ordered.slice(0, limit).map(({ task }) => task);
}

export function toTask(id: string, answer: Answer): AnnotationTask {
  const understood = answer.standaloneQuestion.trim();
  return {
    id,
    question: clean(answer.question),
    understoodAs: understood === answer.question.trim() ? null : clean(understood),
    answer: answerPieces(answer),
    abstention: answer.abstention && clean(answer.abstention.message),
    claims: answer.claims.map((claim) => ({
      text: clean(claim.text),
      sources: answer.sources
        .filter(({ number }) => claim.citations.includes(number))
        .map((source) => toSource(source, claim.evidence)),
    })),
    sources: answer.status === "abstained" ? answer.sources.map((source) => toSource(source, [])) : [],
    answerHash: hashAnswer(answer),
  };
}

function toSource({ number, title, url, passages }: Source, evidence: Claim["evidence"]): TaskSource {
  const withQuotes = passages.map(({ id, headingPath, text }) => ({
    heading: clean(headingPath.join(" › ")),
    text: markQuotes(
      text,
      evidence.filter((span) => span.source === number && span.passageId === id),
    ),
  }));
  const isMarked = (passage: TaskPassage): boolean => passage.text.some(({ marked }) => marked);
  return {
    number,
    title: clean(title),
    url: url && clean(url),
    passages: withQuotes.toSorted((a, b) => Number(isMarked(b)) - Number(isMarked(a))),
  };
}

function markQuotes(text: string, spans: readonly { start: number; end: number }[]): TaskPassage["text"] {
  return cut(text, spans).map(({ text: piece, span }) => ({ text: clean(piece), marked: span !== null }));
}

function answerPieces({ text, claims }: Answer): AnnotationTask["answer"] {
  return cut(text, claims).map(({ text: piece, span }) => ({ text: clean(piece), claim: span }));
}

/** A text cut at the spans; what of a span an earlier one has taken is left out. */
function cut(text: string, spans: readonly { start: number; end: number }[]): { text: string; span: number | null }[] {
  const pieces: { text: string; span: number | null }[] = [];
  let from = 0;
  const ordered = spans.map(({ start, end }, index) => ({ start, end, index })).sort((a, b) => a.start - b.start);
  for (const { start, end, index } of ordered) {
    if (end <= from) continue;
    pieces.push(
      { text: text.slice(from, start), span: null },
      { text: text.slice(Math.max(start, from), end), span: index },
    );
    from = end;
  }
  pieces.push({ text: text.slice(from), span: null });
  return pieces.filter((piece) => piece.text !== "");
}

function hashAnswer({ status, text, claims }: Answer): string {
  const said = JSON.stringify([status, text, claims.map((claim) => [claim.text, claim.citations])]);
  return createHash("sha256").update(said).digest("hex").slice(0, 16);
}

/** Documents may hold anything: nothing of them steers a terminal or makes a line read backwards. */
const clean = removeControlCharacters;
