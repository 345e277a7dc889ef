import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { chooseTasks, readMeasuredAnswers, toTask } from "../../../eval/annotate/tasks.js";
import { plannedAnswer, writeRun } from "./fixture-run.js";

let remove = (): void => undefined;
afterEach(() => {
  remove();
  remove = () => undefined;
});

describe("a task", () => {
  const answer = plannedAnswer({ id: "q1", verdicts: ["supported", "contradicted"] });
  const task = toTask("q1", answer);

  it("shows the whole cited passages, the quote marked, those with a quote first", () => {
    const [source] = task.claims[0]!.sources;
    expect(source).toMatchObject({ number: 1, title: "On pets" });
    expect(source!.passages).toEqual([
      {
        heading: "Pets › Nights",
        text: [
          { text: "Cats sleep. ", marked: false },
          { text: "Dogs bark at night.", marked: true },
          { text: " Fish swim.", marked: false },
        ],
      },
      { heading: "", text: [{ text: "Another part.", marked: false }] },
    ]);
  });

  it("cuts the answer into its claims and what stands between them", () => {
    expect(task.answer).toEqual([
      { text: "Dogs bark 1 times [1].", claim: 0 },
      { text: " ", claim: null },
      { text: "Dogs bark 2 times [1].", claim: 1 },
    ]);
  });

  it("tells nothing of what the automatic check thought", () => {
    expect(JSON.stringify(task)).not.toMatch(/REASON-OF-THE-CHECK|verdict|contradicted|score|confidence/);
  });

  it("says how the question was understood when that is not how it was asked", () => {
    expect(task.understoodAs).toBeNull();
    expect(toTask("q1", { ...answer, standaloneQuestion: "Do dogs bark?" }).understoodAs).toBe("Do dogs bark?");
  });

  it("shows an abstention with its reason and what was at hand", () => {
    const abstained = toTask("q2", plannedAnswer({ id: "q2", verdicts: [] }));
    expect(abstained).toMatchObject({ abstention: "The documents do not say.", claims: [], answer: [] });
    expect(abstained.sources.map(({ title }) => title)).toEqual(["On pets"]);
  });

  it("leaves nothing in its texts that steers a terminal or turns a line around", () => {
    const [source] = answer.sources;
    const hostile = "a\u001B[2Jb\u202Ec";
    const passages = [{ ...source!.passages[1]!, text: hostile }];
    const claims = answer.claims.map((claim) => ({ ...claim, evidence: [] }));
    const cleaned = toTask("q1", { ...answer, question: hostile, claims, sources: [{ ...source!, passages }] });
    expect(cleaned.question).toBe("a[2Jbc");
    expect(cleaned.claims[0]!.sources[0]!.passages[0]!.text).toEqual([{ text: "a[2Jbc", marked: false }]);
  });

  it("marks overlapping quotes once", () => {
    const [span] = answer.claims[0]!.evidence;
    const evidence = [span!, { ...span!, start: span!.start + 5, end: span!.end + 5 }];
    const claims = [{ ...answer.claims[0]!, evidence }];
    const [passage] = toTask("q1", { ...answer, claims }).claims[0]!.sources[0]!.passages;
    expect(passage!.text.map(({ text, marked }) => (marked ? `<${text}>` : text)).join("")).toBe(
      "Cats sleep. <Dogs bark at night.>< Fish> swim.",
    );
  });

  it("is another one when the answer is", () => {
    const { answerHash } = toTask("q1", { ...answer, text: `${answer.text} More.` });
    expect(answerHash).not.toBe(task.answerHash);
    expect(toTask("q1", { ...answer, id: "other", timings: { ...answer.timings, total: 1 } }).answerHash).toBe(
      task.answerHash,
    );
  });
});

describe("the questions chosen", () => {
  const tasks = Array.from({ length: 50 }, (_, index) => ({ id: `q${index}` }));
  const ids = (chosen: { id: string }[]): string[] => chosen.map(({ id }) => id);

  it("are the same for every rater, whatever the order in which the run was written", () => {
    const chosen = ids(chooseTasks(tasks, { seed: 1, limit: 10 }));
    expect(chosen).toHaveLength(10);
    expect(ids(chooseTasks(tasks.toReversed(), { seed: 1, limit: 10 }))).toEqual(chosen);
  });

  it("are a beginning of the longer choices, so that a higher limit only adds", () => {
    expect(ids(chooseTasks(tasks, { seed: 1, limit: 20 })).slice(0, 10)).toEqual(
      ids(chooseTasks(tasks, { seed: 1, limit: 10 })),
    );
  });

  it("change with the seed, and are all without a limit", () => {
    expect(ids(chooseTasks(tasks, { seed: 2 }))).not.toEqual(ids(chooseTasks(tasks, { seed: 1 })));
    expect(ids(chooseTasks(tasks, { seed: 2 })).sort()).toEqual(ids(tasks).sort());
  });
});

describe("the answers of a run", () => {
  it("come with what the harness measured of them", () => {
    const run = writeRun([{ id: "q1", verdicts: ["partial"], confidence: 0.7, faithfulness: 0.25 }]);
    remove = run.remove;
    expect(readMeasuredAnswers(run.folder)[0]).toMatchObject({
      automatic: [{ verdict: "partial", score: 0.2 }],
      confidence: 0.7,
      scores: { faithfulness: 0.25 },
    });
  });

  it("are refused when there are none", () => {
    const run = writeRun([{ id: "q1", verdicts: ["partial"] }]);
    remove = run.remove;
    rmSync(join(run.folder, "traces.jsonl"));
    expect(() => readMeasuredAnswers(run.folder)).toThrow(expect.objectContaining({ code: "RUN_INVALID" }));
    writeFileSync(join(run.folder, "run.json"), "{}");
    expect(() => readMeasuredAnswers(run.folder)).toThrow(expect.objectContaining({ code: "RUN_INVALID" }));
  });
});
