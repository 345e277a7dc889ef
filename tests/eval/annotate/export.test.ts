import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readAnnotations } from "../../../eval/annotate/annotation-files.js";
import { exportRatings, writeRatings } from "../../../eval/annotate/export.js";
import { readMeasuredAnswers } from "../../../eval/annotate/tasks.js";
import { rate, writeRun } from "./fixture-run.js";

let run: ReturnType<typeof writeRun>;
beforeEach(() => {
  run = writeRun([
    { id: "q1", verdicts: ["supported", "contradicted"] },
    { id: "q2", verdicts: [] },
  ]);
});
afterEach(() => run.remove());

const ratings = () => exportRatings(readMeasuredAnswers(run.folder), readAnnotations(run.folder));

function write(name: string): string {
  writeRatings(join(run.folder, name), ratings());
  return readFileSync(join(run.folder, name), "utf8");
}

describe("the export", () => {
  it("has a line a claim and rater, beside the automatic verdict", () => {
    rate(run.folder, "ann", { q1: { ratings: "sn", helpful: 4, comment: "fine" } });
    rate(run.folder, "bob", { q1: { ratings: "-p" } });
    expect(ratings()).toHaveLength(2 * 2);
    expect(ratings()[1]).toEqual({
      question: "q1",
      questionText: "Question q1?",
      rater: "ann",
      claim: 2,
      claimText: "Dogs bark 2 times [1].",
      rating: "not",
      helpful: 4,
      comment: "fine",
      automaticVerdict: "contradicted",
      automaticScore: 0.2,
      at: "2026-05-11T10:00:00.000Z",
    });
    expect(ratings()[2]).toMatchObject({ rater: "bob", claim: 1, rating: null, helpful: null });
  });

  it("keeps how helpful an answer without claims is, and leaves out what was skipped", () => {
    rate(run.folder, "ann", { q1: { ratings: "ss", skipped: true }, q2: { ratings: "", helpful: 2 } });
    expect(ratings()).toEqual([expect.objectContaining({ question: "q2", claim: null, rating: null, helpful: 2 })]);
  });

  it("is JSONL that reads back as it was", () => {
    rate(run.folder, "ann", { q1: { ratings: "sn", comment: 'line\n"two"' } });
    const lines = write("out/ratings.jsonl").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(ratings());
  });

  it("is CSV in which commas, quotes and line breaks stay inside their cell", () => {
    rate(run.folder, "ann", { q2: { ratings: "", helpful: 2, comment: 'a "b", c\nd' } });
    expect(write("ratings.csv")).toBe(
      "question,questionText,rater,claim,claimText,rating,helpful,comment,automaticVerdict,automaticScore,at\r\n" +
        '"q2","Question q2?","ann",,,,2,"a ""b"", c\nd",,,"2026-05-11T10:00:00.000Z"\r\n',
    );
  });

  it.each(["=1+1", "+A1", "-1+1", "- a point", "@SUM(A1)", "\t=1", "  =1", "＝1", "-1\n=1"])(
    "is CSV in which %j is text",
    (comment) => {
      rate(run.folder, "ann", { q2: { ratings: "", comment } });
      expect(write("ratings.csv")).toContain(`,"'${comment}",`);
    },
  );

  it("is CSV in which a number stays one, as ids of questions may be", () => {
    rate(run.folder, "ann", { q2: { ratings: "", comment: "-3249167027666800308" } });
    expect(write("ratings.csv")).toContain(',"-3249167027666800308",');
  });

  it("is written as .jsonl or .csv, to where it can be", () => {
    expect(() => write("ratings.xlsx")).toThrow(expect.objectContaining({ code: "SETTING_UNKNOWN" }));
    mkdirSync(join(run.folder, "folder.csv"));
    expect(() => write("folder.csv")).toThrow(expect.objectContaining({ code: "FILE_UNREADABLE" }));
  });
});
