import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Annotation } from "../../../eval/annotate/annotation.js";
import { readAnnotations } from "../../../eval/annotate/annotation-files.js";
import { openSession } from "../../../eval/annotate/session.js";
import { annotateInTerminal } from "../../../eval/annotate/terminal.js";
import { rate, streams, writeRun } from "./fixture-run.js";

let run: ReturnType<typeof writeRun>;
/** Ids in the order in which raters meet them. */
let order: string[];
beforeEach(() => {
  run = writeRun([
    { id: "q1", verdicts: ["supported", "contradicted"] },
    { id: "q2", verdicts: ["supported", "supported"] },
    { id: "q3", verdicts: [] },
  ]);
  order = openSession(run.folder, { rater: "ann", seed: SEED }).tasks.map(({ id }) => id);
});
afterEach(() => run.remove());

/** With this seed the abstention comes last. */
const SEED = 1;

async function type(lines: string[], rater = "ann"): Promise<string> {
  const { input, output, written } = streams(lines);
  await annotateInTerminal(openSession(run.folder, { rater, seed: SEED }), { input, output });
  return written();
}

const saidOf = (id: string | undefined): Annotation => readAnnotations(run.folder).get("ann")!.get(id!)!;

describe("rating in the terminal", () => {
  it("takes a rating a claim, how helpful the answer is, and a comment", async () => {
    expect(order.at(-1)).toBe("q3");
    const screen = await type(["1", "2", "5", "well said", "3", "0", "1", "", "2", ""]);
    expect(saidOf(order[0])).toMatchObject({ ratings: ["supported", "partial"], helpful: 5, comment: "well said" });
    expect(saidOf(order[1])).toMatchObject({ ratings: ["not", "cannot-tell"], helpful: 1, comment: "" });
    expect(saidOf(order[2])).toMatchObject({ ratings: [], helpful: 2 });
    expect(screen).toContain("3 of 3 questions rated. Thank you: all is done.");
  });

  it("shows question, answer, claim and the whole passage with its quote, but no verdict", async () => {
    const screen = await type(["1"]);
    expect(screen).toContain(`Question ${order[0]}?`);
    expect(screen).toContain("Dogs bark 1 times [1]. Dogs bark 2 times [1].");
    expect(screen).toContain("Cats sleep. >>Dogs bark at night.<< Fish swim.");
    expect(screen).not.toMatch(/REASON-OF-THE-CHECK|contradicted|Another part/);
  });

  it("shows the other passages of the cited sources when asked to", async () => {
    const screen = await type(["m"]);
    expect(screen).toContain("m shows 1 more of the cited passages");
    expect(screen).toContain("Another part.");
  });

  it("shows why there is no answer", async () => {
    rate(run.folder, "ann", { q1: { ratings: "ss", helpful: 3 }, q2: { ratings: "ss", helpful: 3 } });
    const screen = await type(["q"]);
    expect(screen).toContain("The documents do not say.");
  });

  it("keeps every answer at once, and goes on at the next step", async () => {
    await type(["1"]);
    expect(saidOf(order[0]).ratings).toEqual(["supported", null]);
    await type(["3", "4"]);
    expect(saidOf(order[0])).toMatchObject({ ratings: ["supported", "not"], helpful: 4 });
    const lines = readFileSync(join(run.folder, "annotations", "ann.jsonl"), "utf8")
      .trim()
      .split("\n");
    expect(lines).toHaveLength(3);
  });

  it("goes back, over the border of a question too, and keeps with Enter what was said", async () => {
    await type(["1", "1", "b", "2", "4", "", "b", "5", "q"]);
    expect(saidOf(order[0])).toMatchObject({ ratings: ["supported", "partial"], helpful: 5 });
    const screen = await type(["b", "b", "b", "", "", "", "q"], "ann");
    expect(screen).toContain("(Enter keeps: partial)");
    expect(saidOf(order[0])).toMatchObject({ ratings: ["supported", "partial"], helpful: 5 });
  });

  it("comes to skipped questions when all others are rated", async () => {
    const first = await type(["1", "s", "1", "1", "4", "", "4", ""]);
    expect(saidOf(order[0])).toMatchObject({ skipped: true, ratings: ["supported", null] });
    expect(first).toContain("2 of 3 questions rated, 1 skipped. The same command goes on with the skipped ones.");
    await type(["2", "4", ""]);
    expect(saidOf(order[0])).toMatchObject({ skipped: false, ratings: ["supported", "partial"], helpful: 4 });
  });

  it("asks again for what it does not understand", async () => {
    const screen = await type(["4", "yes", "", "1", "1", "9", "0", "3"]);
    expect(screen.match(/Type 1 supported/g)).toHaveLength(3);
    expect(screen.match(/Type a number from 1/g)).toHaveLength(2);
    expect(saidOf(order[0])).toMatchObject({ ratings: ["supported", "supported"], helpful: 3 });
  });

  it("takes a comment away again", async () => {
    await type(["1", "1", "3", "wrong question", "b", "", "-", "q"]);
    expect(saidOf(order[0]).comment).toBe("");
  });

  it("says so when nothing comes in", async () => {
    await expect(type([])).rejects.toMatchObject({ code: "INPUT_EMPTY" });
    expect(readAnnotations(run.folder)).toEqual(new Map());
  });

  it("says so when everything has been rated before", async () => {
    rate(run.folder, "ann", {
      q1: { ratings: "ss", helpful: 3 },
      q2: { ratings: "ss", helpful: 3 },
      q3: { ratings: "", helpful: 3 },
    });
    expect(await type([])).toContain("Thank you: all is done.");
  });
});
