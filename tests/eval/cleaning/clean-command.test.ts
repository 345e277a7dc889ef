import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command, CommanderError } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cleanFiles } from "../../../eval/cleaning/clean.js";
import { DEFAULT_CLEANING } from "../../../eval/cleaning/settings.js";
import { writeCleaned } from "../../../eval/cleaning/write-cleaned.js";
import { registerClean } from "../../../eval/commands/clean.js";
import { aFolder, someFiles } from "./cleaning-fixtures.js";
import { syntheticRows } from "./synthetic-rows.js";

let printed = "";
beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => vi.restoreAllMocks());

async function evalClean(...args: string[]): Promise<void> {
  const program = new Command().exitOverride();
  registerClean(program);
  await program.parseAsync(["clean", ...args], { from: "user" });
}

const read = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, read(folder, name)]));

const UNTOUCHED = '{"id": 12345678901234567890, "score":1.0, "question":"Who wrote the notes?", "answer":"Ada."}';
const ROWS = [
  UNTOUCHED,
  '{"id":"b","question":"Who  is jane@doe.org?","n": 2.50,"answer":"A person."}',
  '{"id":"c","question":"who wrote the notes","answer":"ada"}',
  "{broken",
];

describe("eval clean", () => {
  it("writes rows that need nothing byte for byte, and of the others only the cleaned texts anew", async () => {
    const [path] = someFiles({ "a.jsonl": ROWS });
    const out = join(aFolder(), "new", "out");
    await evalClean(path!, "--out", out);
    expect(read(out, "a.jsonl").split("\n")).toEqual([
      UNTOUCHED,
      '{"id":"b","question":"Who is [EMAIL]?","n": 2.50,"answer":"A person."}',
      "",
    ]);
    expect(readdirSync(out).sort()).toEqual(["a.jsonl", "flagged.jsonl", "removed.jsonl", "report.json"]);
  });

  it("records every removed row with place, id and reason, and counts them", async () => {
    const [path] = someFiles({ "a.jsonl": ROWS });
    const out = aFolder();
    await evalClean(path!, "--out", out, "--json");
    expect(
      read(out, "removed.jsonl")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { step: "parse", file: "a.jsonl", line: 4, id: null, reason: "no JSON object", detail: "broken JSON" },
      {
        step: "exact-duplicates",
        file: "a.jsonl",
        line: 3,
        id: "c",
        reason: "repeats a row",
        of: { file: "a.jsonl", line: 1, id: "12345678901234567000" },
        text: "who wrote the notes",
      },
    ]);
    const report = JSON.parse(printed);
    expect(report).toEqual(JSON.parse(read(out, "report.json")));
    expect(report.files).toMatchObject([{ name: "a.jsonl", rowsRead: 4, rowsKept: 2, rowsChanged: 1 }]);
    expect(report.removed["exact-duplicates"]).toEqual({ "a.jsonl": { "repeats a row": 1 } });
    expect(report.settings).toMatchObject({ permutations: 160, bands: 32, threshold: 0.7 });
  });

  it("prints a summary with counts and examples", async () => {
    await evalClean(...someFiles({ "a.jsonl": ROWS }), "--dry-run");
    expect(printed).toContain("a.jsonl: 4 rows read, 2 removed, 2 kept, 1 of them changed");
    expect(printed).toMatch(/^ +1 {2}exact-duplicates: repeats a row \(a\.jsonl\)$/m);
    expect(printed).toContain(
      'a.jsonl:3 id c: repeats a row (a.jsonl:1 id 12345678901234567000): "who wrote the notes"',
    );
  });

  it("gives the same bytes for the same input, and has nothing more to do on its own output", async () => {
    const rows = [...syntheticRows(600)];
    const paths = someFiles({ "test.jsonl": rows.slice(0, 200), "train.jsonl": rows.slice(200) });
    const [one, two, again] = [aFolder(), aFolder(), aFolder()];
    await evalClean(...paths, "--out", one);
    await evalClean(...paths.toReversed(), "--out", two);
    expect(contents(two)).toEqual(contents(one));
    expect(read(one, "removed.jsonl").split("\n").length).toBeGreaterThan(20);

    await evalClean(join(one, "test.jsonl"), join(one, "train.jsonl"), "--out", again);
    expect(read(again, "removed.jsonl")).toBe("");
    expect(read(again, "train.jsonl")).toBe(read(one, "train.jsonl"));
  });

  it("reads the named fields, one or the other", async () => {
    const paths = someFiles({
      "a.jsonl": [{ ask: "Who?" }, { ask: "who" }],
      "b.jsonl": [{ say: "Who?" }, { say: "When?" }],
    });
    const out = aFolder();
    await evalClean(...paths, "--fields", "ask|say", "--out", out);
    expect(read(out, "a.jsonl")).toBe('{"ask":"Who?"}\n');
    expect(read(out, "b.jsonl")).toBe('{"say":"When?"}\n');
  });

  it("leaves out skipped steps", async () => {
    const out = aFolder();
    await evalClean(
      ...someFiles({ "a.jsonl": ROWS }),
      "--out",
      out,
      "--skip",
      "pii",
      "--skip",
      "normalise,exact-duplicates,near-duplicates",
    );
    expect(read(out, "a.jsonl")).toBe(`${ROWS.slice(0, 3).join("\n")}\n`);
  });

  it("writes nothing in a dry run", async () => {
    const out = join(aFolder(), "out");
    await evalClean(...someFiles({ "a.jsonl": ROWS }), "--dry-run", "--out", out);
    expect(existsSync(out)).toBe(false);
  });
});

describe("eval clean refuses", () => {
  it.each([
    ["no --out", [], /--out DIR is missing/],
    ["bands that do not divide", ["--dry-run", "--bands", "7"], /does not divide/],
  ])("%s", async (_, args, message) => {
    await expect(evalClean(...someFiles({ "a.jsonl": ROWS }), ...args)).rejects.toMatchObject({
      code: "SETTING_UNKNOWN",
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ["--skip", "everything"],
    ["--threshold", "2"],
    ["--fields", "a,b,c"],
    ["--max-rows", "many"],
    ["--unknown", "x"],
  ])("%s %s", async (...args) => {
    await expect(evalClean("a.jsonl", "--dry-run", ...args)).rejects.toBeInstanceOf(CommanderError);
  });

  it("two files of one name, a file named as a report, and its own input as output", async () => {
    const wrongUse = { code: "SETTING_UNKNOWN" };
    const [one] = someFiles({ "a.jsonl": ROWS });
    const [two] = someFiles({ "a.jsonl": ROWS });
    const [report] = someFiles({ "removed.jsonl": ROWS });
    await expect(evalClean(one!, two!, "--dry-run")).rejects.toMatchObject(wrongUse);
    await expect(evalClean(report!, "--out", aFolder())).rejects.toMatchObject(wrongUse);
    await expect(evalClean(one!, "--out", dirname(one!), "--force")).rejects.toMatchObject(wrongUse);
    expect(readFileSync(one!, "utf8")).toBe(`${ROWS.join("\n")}\n`);
  });

  it("to replace outputs, unless told to", async () => {
    const [path] = someFiles({ "a.jsonl": ROWS });
    const out = aFolder();
    writeFileSync(join(out, "report.json"), "mine");
    await expect(evalClean(path!, "--out", out)).rejects.toMatchObject({
      code: "DATA_INVALID",
      message: expect.stringContaining("report.json"),
    });
    expect(contents(out)).toEqual({ "report.json": "mine" });
    await evalClean(path!, "--out", out, "--force");
    expect(JSON.parse(read(out, "report.json")).version).toBe(1);
  });
});

describe("an interrupted run", () => {
  it("stops at Ctrl-C and leaves no file behind", async () => {
    const out = aFolder();
    const before = process.listenerCount("SIGINT");
    const run = evalClean(...someFiles({ "a.jsonl": [...syntheticRows(5_000)] }), "--out", out);
    const outcome = expect(run).rejects.toMatchObject({ code: "ABORTED" });
    while (process.listenerCount("SIGINT") === before) await new Promise((turn) => setImmediate(turn));
    process.emit("SIGINT");
    await outcome;
    expect(readdirSync(out)).toEqual([]);
    expect(process.listenerCount("SIGINT")).toBe(before);
  });

  it("keeps the outputs of an earlier run whole, and no temporary ones", async () => {
    const paths = someFiles({ "a.jsonl": ROWS, "b.jsonl": [...syntheticRows(50)] });
    const out = aFolder();
    const cleaning = await cleanFiles(paths, DEFAULT_CLEANING);
    await writeCleaned(cleaning, out);
    const earlier = contents(out);
    const stopped = writeCleaned(cleaning, out, { force: true, signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: "ABORTED" });
    expect(contents(out)).toEqual(earlier);
  });

  it("writes nothing when the input changed since it was read", async () => {
    const [path] = someFiles({ "a.jsonl": ROWS });
    const cleaning = await cleanFiles([path!], DEFAULT_CLEANING);
    writeFileSync(path!, `${ROWS.join("\n")}\n{"question":"new","answer":"row"}\n`);
    const out = aFolder();
    await expect(writeCleaned(cleaning, out)).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
    expect(readdirSync(out)).toEqual([]);
  });

  it("writes nothing when a later file cannot be written", async () => {
    const paths = someFiles({ "a.jsonl": ROWS, "b.jsonl": ['{"question":"Other?","answer":"row"}'] });
    const out = aFolder();
    mkdirSync(join(out, "b.jsonl"));
    const cleaning = await cleanFiles(paths, DEFAULT_CLEANING);
    await expect(writeCleaned(cleaning, out, { force: true })).rejects.toThrow();
    expect(existsSync(join(out, "report.json"))).toBe(false);
  });
});
