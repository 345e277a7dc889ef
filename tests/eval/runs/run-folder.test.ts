import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AnswerTrace } from "../../../eval/runs/answer-trace.js";
import { openRun, readRun, readTraces, RUN_FORMAT } from "../../../eval/runs/run-folder.js";
import { aRow, aSummary, someParameters } from "../doubles/stored-runs.js";
import { useTemporaryFolder } from "../doubles/temporary-folder.js";

const temporary = useTemporaryFolder();
const folder = (): string => temporary.path("runs/first");
const parameters = someParameters({ flags: { passages: "own" } });
const trace: AnswerTrace = { plan: null, retrieved: [], ranked: [], answer: null, error: "INTERNAL: it broke" };
const linesOf = (name: string): string[] => readFileSync(join(folder(), name), "utf8").split("\n");

/** A run that ended after two of its rows. */
function interruptedRun(): void {
  const run = openRun(folder(), parameters);
  run.add(aRow("q1", { recall: 0.1 }), trace);
  run.add(aRow("q2", { recall: null }), trace);
}

function finishedRun(): void {
  interruptedRun();
  openRun(folder(), parameters).finish(aSummary({ n: 2 }));
}

describe("a run's folder", () => {
  it("gives back what was written: parameters, rows with missing values, summary, traces", () => {
    const rows = [aRow("q1", { recall: 0.1, precision: null }, { kind: "fact" }), aRow("q2 \u2028 ü")];
    const summary = aSummary({ metrics: { recall: 0.1, precision: null }, intervals: { recall: [0, 0.2] }, n: 2 });
    const run = openRun(folder(), parameters);
    expect(run).toMatchObject({ folder: folder(), done: [] });
    run.add(rows[0]!, trace);
    run.add(rows[1]!);
    run.finish(summary);
    expect(readRun(folder())).toEqual({ folder: folder(), parameters, summary, rows });
    expect(readTraces(folder())).toEqual(new Map([["q1", trace]]));
  });

  it("has no traces where the suite gave none", () => {
    const run = openRun(folder(), parameters);
    run.add(aRow("q1"));
    run.finish(aSummary());
    expect(readTraces(folder())).toEqual(new Map());
  });

  it("names its format and when it was started", () => {
    openRun(folder(), parameters);
    const { format, startedAt } = JSON.parse(readFileSync(join(folder(), "run.json"), "utf8"));
    expect(format).toBe(RUN_FORMAT);
    expect(Math.abs(Date.now() - Date.parse(startedAt))).toBeLessThan(60_000);
  });

  it("lets a run of nothing be finished and read", () => {
    openRun(folder(), parameters).finish(aSummary());
    expect(readRun(folder()).rows).toEqual([]);
  });
});

describe("an interrupted run", () => {
  it("is taken up with the rows it has", () => {
    interruptedRun();
    const run = openRun(folder(), parameters);
    expect(run.done).toEqual([aRow("q1", { recall: 0.1 }), aRow("q2", { recall: null })]);
    run.add(aRow("q3"));
    run.finish(aSummary());
    expect(readRun(folder()).rows.map((row) => row.id)).toEqual(["q1", "q2", "q3"]);
  });

  it.each(["rows.jsonl", "traces.jsonl"])("loses a last line of %s that was cut short, and nothing else", (name) => {
    interruptedRun();
    appendFileSync(join(folder(), name), '{"id":"q3","text":"cut sh');
    const run = openRun(folder(), parameters);
    expect(run.done.map((row) => row.id)).toEqual(["q1", "q2"]);
    run.add(aRow("q3"), trace);
    run.finish(aSummary());
    expect(readRun(folder()).rows.map((row) => row.id)).toEqual(["q1", "q2", "q3"]);
    expect([...readTraces(folder()).keys()]).toEqual(["q1", "q2", "q3"]);
    expect(linesOf(name).filter(Boolean)).toHaveLength(3);
  });

  it("keeps a whole last line that only lacks its line end", () => {
    interruptedRun();
    appendFileSync(join(folder(), "rows.jsonl"), JSON.stringify(aRow("q3")));
    const run = openRun(folder(), parameters);
    expect(run.done.map((row) => row.id)).toEqual(["q1", "q2", "q3"]);
    run.add(aRow("q4"));
    run.finish(aSummary());
    expect(readRun(folder()).rows.map((row) => row.id)).toEqual(["q1", "q2", "q3", "q4"]);
  });

  it("has one trace a question, the last, when it stopped between a trace and its row", () => {
    const run = openRun(folder(), parameters);
    run.add(aRow("q1"), { ...trace, error: "the one before" });
    writeFileSync(join(folder(), "rows.jsonl"), "");
    const again = openRun(folder(), parameters);
    expect(again.done).toEqual([]);
    again.add(aRow("q1"), trace);
    expect(readTraces(folder())).toEqual(new Map([["q1", trace]]));
  });

  it("with other parameters is left alone", () => {
    interruptedRun();
    for (const changes of [{ seed: 2 }, { dataHash: "other" }, { code: { version: "0.1.0", hash: "other" } }]) {
      expect(() => openRun(folder(), { ...parameters, ...changes })).toThrow(
        expect.objectContaining({ code: "RUN_EXISTS", hint: expect.stringMatching(/--out.*--force/) }),
      );
    }
    expect(openRun(folder(), parameters).done).toHaveLength(2);
  });

  it("cannot be read, and says how to go on", () => {
    interruptedRun();
    expect(() => readRun(folder())).toThrow(
      expect.objectContaining({ code: "RUN_INVALID", hint: expect.stringContaining("goes on where it stopped") }),
    );
  });
});

describe("a finished run", () => {
  it("is not written to again", () => {
    finishedRun();
    expect(() => openRun(folder(), parameters)).toThrow(expect.objectContaining({ code: "RUN_EXISTS" }));
    expect(readRun(folder()).rows).toHaveLength(2);
  });

  it("is replaced when that is wanted, with nothing of it left", () => {
    finishedRun();
    const run = openRun(folder(), someParameters({ seed: 2 }), { replace: true });
    expect(run.done).toEqual([]);
    for (const name of ["rows.jsonl", "traces.jsonl", "summary.json"]) {
      expect(existsSync(join(folder(), name))).toBe(false);
    }
    run.finish(aSummary());
    expect(readRun(folder())).toMatchObject({ parameters: { seed: 2 }, rows: [] });
  });

  it("in the default folder makes room, while an interrupted run with the same parameters is taken up", () => {
    interruptedRun();
    expect(openRun(folder(), parameters, { replaceFinished: true }).done).toHaveLength(2);
    openRun(folder(), parameters).finish(aSummary());
    expect(openRun(folder(), parameters, { replaceFinished: true }).done).toEqual([]);
    interruptedRun();
    expect(openRun(folder(), someParameters({ seed: 2 }), { replaceFinished: true }).done).toEqual([]);
  });
});

describe("a folder that holds no readable run", () => {
  const read = (): unknown => readRun(folder());

  it("is said to be missing when it is", () => {
    expect(read).toThrow(expect.objectContaining({ code: "PATH_MISSING", message: expect.stringContaining(folder()) }));
  });

  it.each([
    ["an empty folder", {}, /holds no run/],
    ["run.json that is no JSON", { "run.json": "{" }, /holds no run/],
    ["run.json without parameters", { "run.json": JSON.stringify({ format: RUN_FORMAT }) }, /holds no run/],
    [
      "another format",
      { "run.json": JSON.stringify({ format: "footnote-run/0", parameters }) },
      /has the format footnote-run\/0; this version reads footnote-run\/1/,
    ],
    ["no summary", { "run.json": JSON.stringify({ format: RUN_FORMAT, parameters }) }, /is not finished/],
  ])("is refused: %s", (_, files: Record<string, string>, message) => {
    mkdirSync(folder(), { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder(), name), content);
    expect(read).toThrow(expect.objectContaining({ code: "RUN_INVALID", message: expect.stringMatching(message) }));
  });

  it.each(["broken", '{"text":"without an id"}'])("is refused with the line of a row that is none: %s", (line) => {
    finishedRun();
    appendFileSync(join(folder(), "rows.jsonl"), `${line}\n`);
    expect(read).toThrow(
      expect.objectContaining({ code: "RUN_INVALID", message: expect.stringContaining("rows.jsonl:3 is not a row") }),
    );
  });

  it("of another format is not written to either", () => {
    mkdirSync(folder(), { recursive: true });
    writeFileSync(join(folder(), "run.json"), JSON.stringify({ format: "footnote-run/0", parameters }));
    expect(() => openRun(folder(), parameters)).toThrow(expect.objectContaining({ code: "RUN_INVALID" }));
  });

  it("does not lend old rows to a new run when its run.json is gone", () => {
    finishedRun();
    rmSync(join(folder(), "run.json"));
    rmSync(join(folder(), "summary.json"));
    const run = openRun(folder(), parameters);
    run.add(aRow("q9"));
    run.finish(aSummary());
    expect(readRun(folder()).rows.map((row) => row.id)).toEqual(["q9"]);
  });

  it("is refused by name when it is a file", () => {
    const file = temporary.write("notes.txt", "no folder");
    expect(() => openRun(file, parameters)).toThrow(expect.objectContaining({ name: "FootnoteError" }));
  });
});
