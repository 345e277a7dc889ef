import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkRaterName, openAnnotations, readAnnotations } from "../../../eval/annotate/annotation-files.js";
import { rate, writeRun } from "./fixture-run.js";

let run: ReturnType<typeof writeRun>;
beforeEach(() => {
  run = writeRun([
    { id: "q1", verdicts: ["supported"] },
    { id: "q2", verdicts: ["supported"] },
  ]);
});
afterEach(() => run.remove());

const path = (): string => join(run.folder, "annotations", "ann.jsonl");

describe("an annotation file", () => {
  it("only grows, and the last line of a question counts", () => {
    rate(run.folder, "ann", { q1: { ratings: "n" } });
    rate(run.folder, "ann", { q1: { ratings: "s", helpful: 4 } });
    expect(readFileSync(path(), "utf8").trim().split("\n")).toHaveLength(2);
    expect(readAnnotations(run.folder).get("ann")!.get("q1")).toMatchObject({ ratings: ["supported"], helpful: 4 });
  });

  it("is read without a torn last line, and goes on after it", () => {
    rate(run.folder, "ann", { q1: { ratings: "n" }, q2: { ratings: "p" } });
    truncateSync(path(), readFileSync(path()).length - 10);
    expect([...readAnnotations(run.folder).get("ann")!.keys()]).toEqual(["q1"]);
    rate(run.folder, "ann", { q2: { ratings: "s" } });
    const read = readAnnotations(run.folder).get("ann")!;
    expect(read.get("q1")!.ratings).toEqual(["not"]);
    expect(read.get("q2")!.ratings).toEqual(["supported"]);
  });

  it("keeps a last line that lacks nothing but its end", () => {
    rate(run.folder, "ann", { q1: { ratings: "n" } });
    truncateSync(path(), readFileSync(path()).length - 1);
    rate(run.folder, "ann", { q2: { ratings: "s" } });
    expect([...readAnnotations(run.folder).get("ann")!.keys()]).toEqual(["q1", "q2"]);
  });

  it("is refused, with its line, when another line is broken or holds something else", () => {
    rate(run.folder, "ann", { q1: { ratings: "n" } });
    appendFileSync(path(), '{"question": "q2"}\n');
    expect(() => readAnnotations(run.folder)).toThrow(/ann\.jsonl:2: /);
    writeFileSync(path(), 'broken\n{"question": "q2"}\n');
    expect(() => openAnnotations(run.folder, "ann")).toThrow(expect.objectContaining({ code: "DATA_INVALID" }));
  });

  it("is one a rater", () => {
    rate(run.folder, "bob", { q1: { ratings: "n" } });
    rate(run.folder, "ann", { q1: { ratings: "s" } });
    expect([...readAnnotations(run.folder).keys()]).toEqual(["ann", "bob"]);
  });

  it("is not there before anything was rated", () => {
    expect(readAnnotations(run.folder)).toEqual(new Map());
  });
});

describe("the name of a rater", () => {
  it.each(["ann", "Rater-2", "r_3", "7"])("may be %s", (name) => expect(checkRaterName(name)).toBe(name));

  it.each(["", "../ann", "a/b", "a\\b", ".hidden", "-x", "a b", "a.jsonl", "ä", "x".repeat(41), "a\n", "con:"])(
    "may not be %j",
    (name) => expect(() => checkRaterName(name)).toThrow(expect.objectContaining({ code: "SETTING_UNKNOWN" })),
  );
});
