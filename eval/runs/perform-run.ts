import { availableParallelism } from "node:os";
import { basename, extname, join } from "node:path";
import { readPromptFile } from "../../src/adapters/openai/prompt-file.js";
import type { Models } from "../../src/compose.js";
import { FootnoteError } from "../../src/domain/errors.js";
import { type PipelineSettings, profileSettings, withSetting } from "../../src/profiles.js";
import type { Progress } from "../progress.js";
import type { EvalRow, Suite } from "../suites/suite.js";
import { execute, sampleIds } from "./execute.js";
import { codeVersion, describeIndex, hashFlags, hashPath, type RunParameters } from "./parameters.js";
import { openRun, type RunSummary } from "./run-folder.js";
import { summarizeRows } from "./summarize.js";
import { modelIds } from "./model-ids.js";

/** What a person asks for when they run a suite. */
export interface RunRequest {
  data: string;
  profile: string;
  /** `retrieval.fusion.denseWeight=0.7`, one a replaced setting. */
  set: string[];
  limit?: number;
  seed: number;
  /** Refuse data with malformed rows instead of leaving them out. */
  strict: boolean;
  cached: boolean;
  /** Options of the suite's own. */
  flags: Record<string, unknown>;
  /** The run's folder; by default one under `.footnote/runs`, named after what is measured. */
  out?: string;
  /** Replace what the folder holds. */
  force: boolean;
}

export interface RunContext {
  models: Models;
  progress: Progress;
  /** Told of each row of the data that is left out. */
  onInvalidRow?: (message: string) => void;
  signal?: AbortSignal;
}

export interface RunResult extends RunSummary {
  folder: string;
  parameters: RunParameters;
  rows: EvalRow[];
}

const RUNS = ".footnote/runs";

/** Runs a suite from data to a finished folder, or takes an interrupted run up where it stopped. */
export async function performRun(suite: Suite, request: RunRequest, context: RunContext): Promise<RunResult> {
  const startedAt = performance.now();
  const parameters = describeRun(suite, request, context.models);
  let skippedRows = 0;
  const opened = await suite.open({
    ...{ data: request.data, profile: request.profile, seed: request.seed, cached: request.cached },
    ...{ flags: request.flags, settings: parameters.settings, models: context.models, progress: context.progress },
    rows: request.strict
      ? {}
      : {
          onInvalid(error) {
            skippedRows++;
            context.onInvalidRow?.(error.message);
          },
        },
  });
  try {
    const ids = sampleIds(opened.items, request.limit);
    if (ids.length === 0) throw new FootnoteError("DATA_INVALID", `${request.data} holds nothing to measure.`);
    const isDefault = request.out === undefined;
    const run = openRun(request.out ?? defaultFolder(parameters), parameters, {
      replace: request.force,
      replaceFinished: isDefault,
    });
    if (run.done.length > 0) context.progress("taken up from the interrupted run", run.done.length, ids.length);
    const rows = await execute(opened, ids, run, {
      // Latencies are those of one question at a time; everything else is faster with several.
      concurrency: request.cached ? 2 * availableParallelism() : 1,
      progress: context.progress,
      signal: context.signal,
    });
    await suite.writeFiles?.(rows, run.folder);
    const summary = {
      ...summarizeRows(suite, rows, request),
      skippedRows,
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    };
    run.finish(summary, rows);
    return { ...summary, folder: run.folder, parameters, rows };
  } finally {
    await opened.close();
  }
}

/** The parameters of a run that was asked for. @throws FootnoteError SETTING_UNKNOWN, PATH_MISSING, INDEX_MISSING */
export function describeRun(suite: Suite, request: RunRequest, models: Models): RunParameters {
  const { data, profile, flags, limit = null, seed, strict, cached } = request;
  const settings = request.set.reduce(withSetting, withoutClock(profileSettings(profile), cached));
  return {
    ...{ suite: suite.name, data, dataHash: hashPath(data), profile },
    settings,
    ...{ flags, flagHashes: hashFlags(flags), limit, seed, strict, cached },
    models: modelIds(models),
    prompt: models.language ? describePrompt(settings.generation.promptVersion) : null,
    index: typeof flags.index === "string" ? describeIndex(flags.index, models.embedder) : null,
    code: codeVersion(),
  };
}

function describePrompt(name: string): RunParameters["prompt"] {
  const { version, hash } = readPromptFile(name);
  return { version, hash };
}

const NO_LIMIT_MS = 3_600_000;

/** Quality is measured without time limits, so that it does not depend on how busy the machine is; latency with them. */
function withoutClock(settings: PipelineSettings, cached: boolean): PipelineSettings {
  if (!cached) return settings;
  const { ranking } = settings;
  return { ...settings, ranking: { ...ranking, crossEncoder: { ...ranking.crossEncoder, timeoutMs: NO_LIMIT_MS } } };
}

function defaultFolder({ suite, data, profile }: RunParameters): string {
  return join(RUNS, `${suite}-${basename(data, extname(data))}-${profile}`);
}
