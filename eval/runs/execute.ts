import { setImmediate } from "node:timers/promises";
import { FootnoteError } from "../../src/domain/errors.js";
import { evenly } from "../data/evenly.js";
import type { EvalRow, OpenSuite } from "../suites/suite.js";
import type { Progress } from "../progress.js";
import type { OpenRun } from "./run-folder.js";

export interface ExecuteOptions {
  /** Questions asked at the same time. */
  concurrency: number;
  progress: Progress;
  signal?: AbortSignal;
}

/**
 * Measures the items that a run does not have yet, and gives all rows in the order of the items. Each row is kept as soon
 * as it is there, so that an interrupted run loses nothing that was done.
 */
export async function execute<Row extends EvalRow>(
  suite: OpenSuite<Row>,
  ids: readonly string[],
  run: OpenRun,
  { concurrency, progress, signal }: ExecuteOptions,
): Promise<Row[]> {
  const rows = new Map(run.done.map((row) => [row.id, row as Row]));
  const waiting = ids.filter((id) => !rows.has(id));
  const breath = createBreath();
  let next = 0;
  let failure: { reason: unknown } | null = null;
  const lane = async (): Promise<void> => {
    while (next < waiting.length && !failure && !signal?.aborted) {
      const id = waiting[next++]!;
      try {
        const { row, trace } = await suite.measure(id);
        run.add(row, trace);
        rows.set(id, row);
      } catch (reason) {
        failure ??= { reason };
      }
      progress("measuring", rows.size, ids.length);
      await breath();
    }
  };
  // The others end what they have begun: nothing is closed under a question, and its row is kept.
  await Promise.all(Array.from({ length: Math.min(concurrency, waiting.length) }, lane));
  if (failure) throw (failure as { reason: unknown }).reason;
  if (signal?.aborted && rows.size < ids.length) throw interrupted(rows.size, ids.length);
  return ids.map((id) => rows.get(id)!);
}

const BREATH_EVERY_MS = 50;

/** Lets the event loop turn now and then: a suite that waits for nothing would keep a Ctrl-C from being heard. */
function createBreath(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH_EVERY_MS) return;
    await setImmediate();
    last = performance.now();
  };
}

function interrupted(done: number, total: number): FootnoteError {
  return new FootnoteError("ABORTED", `Interrupted: ${done} of ${total} rows are kept.`, {
    hint: "Run the same command again: it goes on where it stopped.",
  });
}

/** Every k-th item, so that a short run sees all parts of the data. */
export function sampleIds(items: readonly { id: string }[], limit = Infinity): string[] {
  return evenly(items, limit).map(({ id }) => id);
}
