import { FootnoteError } from "../../src/domain/errors.js";
import { type AnnotationState, blankJudgement, isAbout, type Judgement, judgementState } from "./annotation.js";
import { openAnnotations, readAnnotations } from "./annotation-files.js";
import { isDisputed } from "./consensus.js";
import { type AnnotationTask, chooseTasks, readMeasuredAnswers } from "./tasks.js";

export interface SessionOptions {
  rater: string;
  seed: number;
  limit?: number | undefined;
  /** Only the questions on which the raters so far disagree. */
  disputed?: boolean | undefined;
}

/** One rater at work on the questions of a run; the terminal and the page are two faces of it. */
export interface AnnotationSession {
  rater: string;
  tasks: readonly AnnotationTask[];
  judgement(position: number): Judgement;
  state(position: number): AnnotationState;
  /** On the disk when it returns. @throws FootnoteError INPUT_INVALID when the ratings are not one a claim */
  save(position: number, judgement: Judgement): void;
  progress(): { rated: number; skipped: number; total: number };
  /** Where to go on after a position (-1 at the start): an unfinished question, then the skipped ones; null at the end. */
  next(position: number): number | null;
}

/** @throws FootnoteError PATH_MISSING, RUN_INVALID, SETTING_UNKNOWN (the rater's name), DATA_INVALID */
export function openSession(folder: string, { rater, seed, limit, disputed }: SessionOptions): AnnotationSession {
  const all = readMeasuredAnswers(folder).map(({ task }) => task);
  const others = [...readAnnotations(folder)].filter(([name]) => name !== rater).map(([, annotations]) => annotations);
  const asked = disputed ? all.filter((task) => isDisputed(task, others)) : all;
  const tasks = chooseTasks(asked, { seed, limit });
  const file = openAnnotations(folder, rater);

  const judgement = (position: number): Judgement => {
    const { id, claims } = tasks[position]!;
    const kept = file.latest.get(id);
    if (!kept || !isAbout(kept, tasks[position]!)) return blankJudgement(claims.length);
    const { ratings, helpful, comment, skipped } = kept;
    return { ratings, helpful, comment, skipped };
  };
  const state = (position: number): AnnotationState => judgementState(judgement(position));
  const positions = tasks.map((_, position) => position);

  return {
    rater,
    tasks,
    judgement,
    state,
    save(position, { ratings, helpful, comment, skipped }) {
      const { id: question, answerHash, claims } = tasks[position]!;
      if (ratings.length !== claims.length) {
        throw new FootnoteError("INPUT_INVALID", `The answer has ${claims.length} claims, not ${ratings.length}.`);
      }
      file.save({ question, answerHash, ratings, helpful, comment, skipped, at: new Date().toISOString() });
    },
    progress() {
      const count = (wanted: AnnotationState): number => positions.filter((at) => state(at) === wanted).length;
      return { rated: count("rated"), skipped: count("skipped"), total: tasks.length };
    },
    next(position) {
      const unfinished = positions.filter((at) => state(at) === "open" || state(at) === "started");
      const skipped = positions.filter((at) => at > position && state(at) === "skipped");
      return unfinished.find((at) => at > position) ?? unfinished[0] ?? skipped[0] ?? null;
    },
  };
}
