import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { blankJudgement } from "../../../eval/annotate/annotation.js";
import { openSession } from "../../../eval/annotate/session.js";
import { rate, writeRun } from "./fixture-run.js";

let run: ReturnType<typeof writeRun>;
beforeEach(() => {
  run = writeRun(["q1", "q2", "q3", "q4"].map((id) => ({ id, verdicts: ["supported"] })));
});
afterEach(() => run.remove());

const ids = (options: Partial<Parameters<typeof openSession>[1]>): string[] =>
  openSession(run.folder, { rater: "judge", seed: 1, ...options }).tasks.map(({ id }) => id);

describe("a session", () => {
  it("gives two raters the same questions", () => {
    expect(ids({ rater: "ann", limit: 2 })).toEqual(ids({ rater: "bob", limit: 2 }));
  });

  it("has only the questions on which others differ, when asked for those", () => {
    rate(run.folder, "ann", {
      q1: { ratings: "s", helpful: 3 },
      q2: { ratings: "s", helpful: 3 },
      q3: { ratings: "s", helpful: 1 },
      q4: { ratings: "0", helpful: 4 },
    });
    rate(run.folder, "bob", {
      q1: { ratings: "s", helpful: 4 },
      q2: { ratings: "n", helpful: 3 },
      q3: { ratings: "s", helpful: 3 },
      q4: { ratings: "n", helpful: 4 },
    });
    expect(ids({ disputed: true }).sort()).toEqual(["q2", "q3"]);
    expect(ids({ disputed: true, rater: "bob" })).toEqual([]);
  });

  it("does not take ratings of another answer for ratings of this one", () => {
    rate(run.folder, "ann", { q1: { ratings: "s", helpful: 3 } });
    const traces = join(run.folder, "traces.jsonl");
    writeFileSync(traces, readFileSync(traces, "utf8").replaceAll("Dogs bark 1 times", "Dogs bark 9 times"));
    const session = openSession(run.folder, { rater: "ann", seed: 1 });
    expect(session.progress()).toEqual({ rated: 0, skipped: 0, total: 4 });
  });

  it("refuses ratings that are not one a claim", () => {
    const session = openSession(run.folder, { rater: "ann", seed: 1 });
    expect(() => session.save(0, blankJudgement(2))).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }));
  });

  it("goes on with what comes after, then with what was left before, then ends", () => {
    const session = openSession(run.folder, { rater: "ann", seed: 1 });
    const rated = { ...blankJudgement(1), ratings: ["not" as const], helpful: 2 };
    expect(session.next(-1)).toBe(0);
    session.save(0, { ...rated, helpful: null });
    session.save(1, rated);
    expect(session.next(1)).toBe(2);
    session.save(2, { ...rated, skipped: true });
    session.save(3, rated);
    expect(session.next(3)).toBe(0);
    session.save(0, rated);
    expect(session.next(0)).toBe(2);
    expect(session.next(2)).toBeNull();
    expect(session.progress()).toEqual({ rated: 3, skipped: 1, total: 4 });
  });
});
