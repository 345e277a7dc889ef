import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { performRun, type RunContext, type RunRequest, type RunResult } from "../../../eval/runs/perform-run.js";
import { readRun } from "../../../eval/runs/run-folder.js";
import { claimsSuite } from "../../../eval/suites/claims.js";
import { meanScores, type Suite } from "../../../eval/suites/suite.js";
import { FootnoteError } from "../../../src/domain/errors.js";
import { namedModels } from "../doubles/models.js";
import { scriptedSuite } from "../doubles/scripted-suite.js";
import { aRow } from "../doubles/stored-runs.js";
import { useTemporaryFolder } from "../doubles/temporary-folder.js";

const temporary = useTemporaryFolder();
const claims: Suite = claimsSuite;

const CLAIMS = [
  ["c1", "The tower was completed in 1889.", "supported"],
  ["c2", "The tower was completed in 1899.", "unsupported"],
  ["c3", "The tower stands in Paris.", "supported"],
  ["c4", "Penguins juggle at night.", "unsupported"],
  ["c5", "Engineers built the tower in Paris.", "partial"],
].map(([id, claim, label]) => ({
  ...{ id, claim, label, source: "made" },
  evidence: ["The tower was completed in 1889. The tower stands in Paris."],
}));

const data = (rows: readonly (object | string)[] = CLAIMS): string => temporary.writeRows("claims.jsonl", rows);

function request(changes: Partial<RunRequest> = {}): RunRequest {
  return {
    ...{ data: changes.data ?? data(), profile: "balanced", set: [], seed: 1, strict: false, cached: true },
    ...{ flags: {}, out: temporary.path("run"), force: false },
    ...changes,
  };
}

const run = (changes: Partial<RunRequest> = {}, context: Partial<RunContext> = {}, suite = claims) =>
  performRun(suite, request(changes), { models: namedModels(), progress: () => undefined, ...context });

/** The figures, without those of the clock. */
function figures({ metrics, intervals, n, slices, curves, rows }: RunResult): unknown {
  const untimed = ({ msPerClaim: _, ...rest }: Record<string, unknown>) => rest;
  const groups = Object.values(slices).flatMap((slice) =>
    Object.entries(slice).map(([group, of]) => [group, of.n, untimed(of.metrics)]),
  );
  return [untimed(metrics), untimed(intervals), n, groups, curves, rows.map((row) => untimed({ ...row, ms: null }))];
}

describe("a run of the claims suite", () => {
  it("measures every claim and leaves a folder that holds the same", async () => {
    const result = await run();
    expect(result.rows.map((row) => row.id)).toEqual(["c1", "c2", "c3", "c4", "c5"]);
    expect(result).toMatchObject({ n: 5, skippedRows: 0, folder: temporary.path("run") });
    const { rows, parameters, folder, ...summary } = result;
    const written: unknown = JSON.parse(JSON.stringify({ folder, parameters, summary, rows }));
    expect(readRun(folder)).toEqual(written);
  });

  it("gives equal figures for equal parameters", async () => {
    const first = await run({ out: temporary.path("first") });
    const second = await run({ out: temporary.path("second") });
    expect(second.parameters).toEqual(first.parameters);
    expect(figures(second)).toEqual(figures(first));
  });

  it("takes a part of the rows where a limit is set", async () => {
    expect((await run({ limit: 2 })).rows.map((row) => row.id)).toEqual(["c1", "c3"]);
  });
});

describe("malformed rows", () => {
  const mixed = [CLAIMS[0]!, "broken", CLAIMS[1]!, { ...CLAIMS[2], label: "true" }, CLAIMS[0]!, CLAIMS[4]!];

  it("are left out, counted, and told of with their line", async () => {
    const told: string[] = [];
    const path = data(mixed);
    const result = await run({ data: path }, { onInvalidRow: (message) => void told.push(message) });
    expect(result.rows.map((row) => row.id)).toEqual(["c1", "c2", "c5"]);
    expect(result).toMatchObject({ n: 3, skippedRows: 3 });
    expect(told).toEqual([
      `${path}:2: not a JSON object`,
      expect.stringMatching(/:4: label: /),
      `${path}:5: id "c1" is already on line 1`,
    ]);
    expect(readRun(result.folder).summary.skippedRows).toBe(3);
  });

  it("are refused when the data is to be read strictly, before anything is written", async () => {
    const path = data(mixed);
    await expect(run({ data: path, strict: true })).rejects.toMatchObject({
      code: "DATA_INVALID",
      message: `${path}:2: not a JSON object`,
    });
    expect(() => readRun(temporary.path("run"))).toThrow(expect.objectContaining({ code: "PATH_MISSING" }));
  });

  it.each([
    ["an empty file", []],
    ["a file of nothing else", ["broken", "also broken"]],
  ])("%s has no rows to measure", async (_, rows) => {
    await expect(run({ data: data(rows) })).rejects.toMatchObject({
      code: "DATA_INVALID",
      message: expect.stringContaining("claims.jsonl has no rows"),
    });
  });
});

describe("the parameters of a run", () => {
  it("are all that its figures depend on", async () => {
    const { parameters } = await run({ limit: 3, seed: 7, set: ["ranking.maxEvidence=1"], flags: { passages: "own" } });
    expect(parameters).toMatchObject({
      ...{ suite: "claims", data: temporary.path("claims.jsonl"), dataHash: expect.stringMatching(/^[0-9a-f]{16}$/) },
      ...{ profile: "balanced", flags: { passages: "own" }, limit: 3, seed: 7, strict: false, cached: true },
      ...{ models: ["embedder@1", "reranker@1", "support@1", "answerability@1"], index: null },
      settings: { ranking: { maxEvidence: 1 } },
      code: { version: expect.any(String), hash: expect.stringMatching(/^[0-9a-f]{16}$/) },
    });
  });

  it("change with the content of the data", async () => {
    const before = await run({ out: temporary.path("before") });
    const after = await run({ data: data(CLAIMS.slice(1)), out: temporary.path("after") });
    expect(after.parameters.dataHash).not.toBe(before.parameters.dataHash);
    expect({ ...after.parameters, dataHash: "" }).toEqual({ ...before.parameters, dataHash: "" });
  });

  it("change with the models", async () => {
    const { parameters } = await run({}, { models: namedModels("embedder@2") });
    expect(parameters.models).toEqual(["embedder@2", "reranker@1", "support@1", "answerability@1"]);
  });

  it("have no time limit where model outputs are cached, so that a busy machine changes no figure", async () => {
    const cached = await run({ out: temporary.path("cached") });
    expect(cached.parameters.settings.ranking.crossEncoder.timeoutMs).toBeGreaterThanOrEqual(3_600_000);
    const timed = await run({ out: temporary.path("timed"), cached: false });
    expect(timed.parameters.settings.ranking.crossEncoder.timeoutMs).toBe(5_000);
  });

  it.each([
    [{ profile: "quick" }, "SETTING_UNKNOWN"],
    [{ set: ["ranking.evidence=1"] }, "SETTING_UNKNOWN"],
    [{ set: ["ranking.maxEvidence=many"] }, "SETTING_UNKNOWN"],
    [{ data: "none.jsonl" }, "PATH_MISSING"],
  ])("that make no sense are refused: %o", async (changes, code) => {
    await expect(run(changes)).rejects.toMatchObject({ code });
  });

  it("change with the content of a file that a flag names", async () => {
    const other = temporary.writeRows("other.jsonl", [CLAIMS[0]!]);
    const before = await run({ flags: { claims: other }, out: temporary.path("before") });
    appendFileSync(other, `${JSON.stringify(CLAIMS[1])}\n`);
    const after = await run({ flags: { claims: other }, out: temporary.path("after") });
    expect(after.parameters).not.toEqual(before.parameters);
  });
});

describe("a run's folder", () => {
  it("that holds a finished run is kept, unless it is to be replaced", async () => {
    await run();
    await expect(run()).rejects.toMatchObject({ code: "RUN_EXISTS" });
    await expect(run({ seed: 2 })).rejects.toMatchObject({ code: "RUN_EXISTS" });
    const { parameters, folder } = await run({ seed: 2, force: true });
    expect(readRun(folder).parameters).toEqual(parameters);
  });

  it("gets the files that the suite writes of all rows", async () => {
    const suite: Suite = {
      ...claims,
      async writeFiles(rows, folder) {
        writeFileSync(join(folder, "ids.txt"), rows.map((row) => row.id).join(" "));
      },
    };
    const { folder } = await run({}, {}, suite);
    expect(readFileSync(join(folder, "ids.txt"), "utf8")).toBe("c1 c2 c3 c4 c5");
  });
});

describe("an interrupted run", () => {
  const ids = ["q1", "q2", "q3", "q4", "q5", "q6"];
  const metrics = meanScores(["recall"]);

  /** A suite that stops the run after some of its questions. */
  function stoppingSuite(stopAfter = Infinity) {
    const controller = new AbortController();
    const measured: string[] = [];
    const suite = scriptedSuite({
      ...{ ids, metrics },
      async measure(id) {
        measured.push(id);
        if (measured.length === stopAfter) controller.abort();
        return { row: aRow(id, { recall: ids.indexOf(id) / 10 }, { half: id < "q4" ? "first" : "second" }) };
      },
    });
    return { suite, measured, signal: controller.signal };
  }

  it("goes on where it stopped and ends with the same figures as one that was not", async () => {
    const stopped = stoppingSuite(2);
    const first = run({ cached: false }, { signal: stopped.signal }, stopped.suite);
    await expect(first).rejects.toMatchObject({ code: "ABORTED", message: "Interrupted: 2 of 6 rows are kept." });
    expect(stopped.suite.closed).toBe(1);
    appendFileSync(join(temporary.path("run"), "rows.jsonl"), '{"id":"q3","te');

    const told: string[] = [];
    const progress = (what: string, done: number, total: number) => void told.push(`${what} ${done}/${total}`);
    const going = stoppingSuite();
    const resumed = await run({ cached: false }, { progress }, going.suite);
    expect(going.measured).toEqual(["q3", "q4", "q5", "q6"]);
    expect(told[0]).toBe("taken up from the interrupted run 2/6");

    const whole = await run({ cached: false, out: temporary.path("whole") }, {}, stoppingSuite().suite);
    expect(figures(resumed)).toEqual(figures(whole));
    expect(readRun(resumed.folder).rows).toEqual(readRun(whole.folder).rows);
  });

  it("may be interrupted again, and measures no question twice", async () => {
    const all: string[] = [];
    for (const stopAfter of [1, 2, 2]) {
      const { suite, signal, measured } = stoppingSuite(stopAfter);
      await expect(run({ cached: false }, { signal }, suite)).rejects.toMatchObject({ code: "ABORTED" });
      all.push(...measured);
    }
    const last = stoppingSuite();
    expect((await run({ cached: false }, {}, last.suite)).n).toBe(6);
    expect([...all, ...last.measured]).toEqual(ids);
  });

  it("asked again with other parameters is refused, unless it is to be replaced", async () => {
    const stopped = stoppingSuite(2);
    await run({ cached: false }, { signal: stopped.signal }, stopped.suite).catch(() => undefined);
    const again = stoppingSuite();
    await expect(run({ cached: false, seed: 2 }, {}, again.suite)).rejects.toMatchObject({ code: "RUN_EXISTS" });
    expect(again.measured).toEqual([]);
    await run({ cached: false, seed: 2, force: true }, {}, again.suite);
    expect(again.measured).toEqual(ids);
  });

  it("keeps its error and closes the suite when a question fails", async () => {
    const suite = scriptedSuite({
      ...{ ids, metrics },
      measure: () => Promise.reject(new FootnoteError("INDEX_CORRUPT", "The index is damaged.")),
    });
    await expect(run({ cached: false }, {}, suite)).rejects.toMatchObject({ code: "INDEX_CORRUPT" });
    expect(suite.closed).toBe(1);
  });
});

describe("a run of nothing", () => {
  it("is refused", async () => {
    await expect(run({}, {}, scriptedSuite({ ids: [] }))).rejects.toMatchObject({ code: "DATA_INVALID" });
  });
});
