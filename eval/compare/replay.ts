import type { Models } from "../../src/compose.js";
import { FootnoteError } from "../../src/domain/errors.js";
import { withSetting } from "../../src/profiles.js";
import type { Measured } from "../metrics/mean.js";
import type { Progress } from "../progress.js";
import type { AnswerTrace } from "../runs/answer-trace.js";
import { codeVersion, describeIndex, hashPath, type RunParameters } from "../runs/parameters.js";
import { readTraces, type StoredRun } from "../runs/run-folder.js";
import type { EvalRow, Suite } from "../suites/suite.js";
import { type StageChange, traceChanges } from "./trace-changes.js";
import { modelIds } from "../runs/model-ids.js";

export interface Replay {
  row: EvalRow;
  trace: AnswerTrace;
  /** Why the two may differ apart from the settings replaced: other data, other code. */
  warnings: string[];
  stages: StageChange[];
  scores: { name: string; before: Measured; after: Measured }[];
}

export interface ReplayOptions {
  models: Models;
  progress: Progress;
  /** Settings replaced for this once. */
  set: string[];
}

/**
 * Asks one question of a run again, with its parameters and whatever is replaced, and says what changed.
 * @throws FootnoteError RUN_INVALID for a run without traces, DATA_INVALID for a question it has not
 */
export async function replayQuestion(
  run: StoredRun,
  suite: Suite,
  wanted: string,
  { models, progress, set }: ReplayOptions,
): Promise<Replay> {
  const { parameters } = run;
  const before = findRow(run, wanted);
  const traceBefore = readTraces(run.folder).get(before.id);
  if (!traceBefore)
    throw new FootnoteError("RUN_INVALID", `${run.folder} has no trace of ${before.id}: nothing to replay.`);

  const { data, profile, seed, cached, flags, settings } = parameters;
  const opened = await suite.open({
    ...{ data, profile, seed, cached, flags, models, progress },
    settings: set.reduce(withSetting, settings),
    rows: parameters.strict ? {} : { onInvalid: () => undefined },
  });
  try {
    if (!opened.items.some(({ id }) => id === before.id)) {
      throw new FootnoteError("DATA_INVALID", `${data} no longer holds ${before.id}.`);
    }
    const { row, trace } = await opened.measure(before.id);
    const names = Object.keys({ ...before.scores, ...row.scores });
    return {
      row,
      trace: trace!,
      warnings: warningsOf(run, models),
      stages: traceChanges(traceBefore, trace!),
      scores: names
        .map((name) => ({ name, before: before.scores[name] ?? null, after: row.scores[name] ?? null }))
        .filter(({ before, after }) => before !== after),
    };
  } finally {
    await opened.close();
  }
}

/** By id, by the beginning of the id, or by words of the question, when that names just one. */
function findRow({ rows, folder }: StoredRun, wanted: string): EvalRow {
  const exact = rows.find(({ id }) => id === wanted);
  if (exact) return exact;
  const words = wanted.toLowerCase();
  const found = rows.filter(({ id, text }) => id.startsWith(wanted) || text.toLowerCase().includes(words));
  if (found.length === 1) return found[0]!;
  const hint =
    found.length > 1
      ? `It could be ${found
          .slice(0, 5)
          .map(({ id }) => id)
          .join(", ")}.`
      : "rows.jsonl has the ids.";
  throw new FootnoteError("DATA_INVALID", `${found.length} questions of ${folder} match "${wanted}".`, { hint });
}

function warningsOf({ parameters }: StoredRun, models: Models): string[] {
  const code = codeVersion();
  return [
    hashPath(parameters.data) === parameters.dataHash ? "" : `${parameters.data} has changed since the run.`,
    code.hash === parameters.code.hash ? "" : "The code has changed since the run.",
    modelIds(models).join() === parameters.models.join() ? "" : "The run was made with other models.",
    indexChanged(parameters.index, models.embedder) ? "The index has changed since the run." : "",
  ].filter(Boolean);
}

function indexChanged(index: RunParameters["index"], embedder: Models["embedder"]): boolean {
  return index !== null && describeIndex(index.path, embedder)?.version !== index.version;
}
