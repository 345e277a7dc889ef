import { describe, expect, it } from "vitest";
import { execute, sampleIds } from "../../../eval/runs/execute.js";
import type { OpenRun } from "../../../eval/runs/run-folder.js";
import type { EvalRow, OpenSuite } from "../../../eval/suites/suite.js";
import { aRow } from "../doubles/stored-runs.js";

const ticks = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** A suite that takes a given number of turns of the event loop for a row; `asked` is in the order of asking. */
function slowSuite(turns: (id: string) => number, onMeasured: (id: string) => void = () => undefined) {
  const asked: string[] = [];
  const state = { asked, active: 0, mostActive: 0 };
  const suite: OpenSuite = {
    items: [],
    async measure(id) {
      asked.push(id);
      state.mostActive = Math.max(state.mostActive, ++state.active);
      await ticks(turns(id));
      state.active--;
      onMeasured(id);
      return { row: aRow(id) };
    },
    close: async () => undefined,
  };
  return Object.assign(state, { suite });
}

function aRun(done: EvalRow[] = []): OpenRun & { added: string[] } {
  const added: string[] = [];
  return {
    ...{ folder: "run", done, added },
    add: (row) => void added.push(row.id),
    finish: () => undefined,
  };
}

const ids = ["a", "b", "c", "d", "e"];
const quiet = { progress: () => undefined };

describe("executing a run", () => {
  it.each([1, 2, 3, 20])("gives the rows in the order of the items, %i at a time", async (concurrency) => {
    // The first takes longest: it is done last where several run at once.
    const { suite, ...state } = slowSuite((id) => 2 * (ids.length - ids.indexOf(id)));
    const run = aRun();
    const rows = await execute(suite, ids, run, { ...quiet, concurrency });
    expect(rows.map((row) => row.id)).toEqual(ids);
    expect(run.added.toSorted()).toEqual(ids);
    expect(state.asked).toEqual(ids);
  });

  it("asks as many questions at a time as it may, and no more", async () => {
    const state = slowSuite(() => 3);
    await execute(state.suite, ids, aRun(), { ...quiet, concurrency: 2 });
    expect(state.mostActive).toBe(2);
  });

  it("measures only what an interrupted run lacks, and tells how far it is in all", async () => {
    const told: string[] = [];
    const state = slowSuite(() => 0);
    const done = [aRow("d", { recall: 1 }), aRow("b", { recall: 0 })];
    const rows = await execute(state.suite, ids, aRun(done), {
      concurrency: 1,
      progress: (what, count, total) => void told.push(`${what} ${count}/${total}`),
    });
    expect(state.asked).toEqual(["a", "c", "e"]);
    expect(rows.map((row) => row.id)).toEqual(ids);
    expect(rows[3]).toEqual(done[0]);
    expect(told).toEqual(["measuring 3/5", "measuring 4/5", "measuring 5/5"]);
  });

  it("asks nothing when all rows are there", async () => {
    const state = slowSuite(() => 0);
    const rows = await execute(state.suite, ids, aRun(ids.map((id) => aRow(id))), { ...quiet, concurrency: 4 });
    expect(rows.map((row) => row.id)).toEqual(ids);
    expect(state.asked).toEqual([]);
  });
});

describe("an interruption", () => {
  it("keeps what is done, starts nothing more, and says how to go on", async () => {
    const controller = new AbortController();
    const state = slowSuite(
      () => 1,
      (id) => id === "b" && controller.abort(),
    );
    const run = aRun();
    await expect(
      execute(state.suite, ids, run, { ...quiet, concurrency: 1, signal: controller.signal }),
    ).rejects.toMatchObject({
      code: "ABORTED",
      message: "Interrupted: 2 of 5 rows are kept.",
      hint: expect.stringMatching(/same command again/),
    });
    expect(run.added).toEqual(["a", "b"]);
    expect(state.asked).toEqual(["a", "b"]);
  });

  it("before the first question asks none", async () => {
    const state = slowSuite(() => 0);
    const signal = AbortSignal.abort();
    const started = execute(state.suite, ids, aRun(), { ...quiet, concurrency: 2, signal });
    await expect(started).rejects.toMatchObject({ message: "Interrupted: 0 of 5 rows are kept." });
    expect(state.asked).toEqual([]);
  });

  it("after the last question comes too late", async () => {
    const controller = new AbortController();
    const state = slowSuite(
      () => 0,
      (id) => id === "e" && controller.abort(),
    );
    const rows = await execute(state.suite, ids, aRun(), { ...quiet, concurrency: 1, signal: controller.signal });
    expect(rows).toHaveLength(5);
  });

  it("waits for the questions in flight, and counts their rows", async () => {
    const controller = new AbortController();
    const state = slowSuite(
      (id) => (id === "b" ? 10 : 1),
      (id) => id === "a" && controller.abort(),
    );
    const run = aRun();
    const error = await execute(state.suite, ids, run, { ...quiet, concurrency: 2, signal: controller.signal }).catch(
      (thrown: unknown) => thrown,
    );
    const active = state.active;
    await ticks(20);
    expect({ active, message: (error as Error).message }).toEqual({
      active: 0,
      message: `Interrupted: ${run.added.length} of 5 rows are kept.`,
    });
  });
});

describe("an interruption of questions that wait for nothing", () => {
  it("comes through", async () => {
    const controller = new AbortController();
    const many = Array.from({ length: 2_000 }, (_, i) => `q${i}`);
    const suite: OpenSuite = {
      items: [],
      async measure(id) {
        // As long as a short claim takes.
        for (const from = performance.now(); performance.now() - from < 0.05;);
        return { row: aRow(id) };
      },
      close: async () => undefined,
    };
    setImmediate(() => controller.abort());
    const run = execute(suite, many, aRun(), { ...quiet, concurrency: 4, signal: controller.signal });
    await expect(run).rejects.toMatchObject({ code: "ABORTED" });
  });
});

describe("a question that fails", () => {
  it("fails the run with its own error, and what was done before is kept", async () => {
    const state = slowSuite(
      () => 0,
      (id) => {
        if (id === "c") throw new Error("c cannot be asked");
      },
    );
    const run = aRun();
    await expect(execute(state.suite, ids, run, { ...quiet, concurrency: 1 })).rejects.toThrow("c cannot be asked");
    expect(run.added).toEqual(["a", "b"]);
  });

  it("stops the others", async () => {
    const state = slowSuite(
      () => 1,
      (id) => {
        if (id === "a") throw new Error("a cannot be asked");
      },
    );
    const many = Array.from({ length: 50 }, (_, i) => (i === 0 ? "a" : `q${i}`));
    await execute(state.suite, many, aRun(), { ...quiet, concurrency: 2 }).catch(() => undefined);
    await ticks(100);
    expect(state.asked.length).toBeLessThan(5);
  });
});

describe("a limited run", () => {
  const items = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `q${i}` }));

  it("takes every k-th item, so that it sees all parts of the data", () => {
    expect(sampleIds(items(10), 5)).toEqual(["q0", "q2", "q4", "q6", "q8"]);
    expect(sampleIds(items(10), 3)).toEqual([0, 10 / 3, 20 / 3].map((place) => `q${Math.floor(place)}`));
    expect(sampleIds(items(7), 1)).toEqual(["q0"]);
  });

  it("takes each item once, in order, and the same ones again", () => {
    for (const limit of [1, 2, 7, 99, 100]) {
      const ids = sampleIds(items(101), limit);
      expect(new Set(ids).size).toBe(limit);
      expect(ids).toEqual(ids.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
      expect(sampleIds(items(101), limit)).toEqual(ids);
    }
  });

  it("takes all where there are no more than the limit, or no limit is set", () => {
    expect(sampleIds(items(3), 3)).toEqual(["q0", "q1", "q2"]);
    expect(sampleIds(items(3), 4)).toEqual(["q0", "q1", "q2"]);
    expect(sampleIds(items(3))).toEqual(["q0", "q1", "q2"]);
  });
});
