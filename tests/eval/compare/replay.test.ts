import { describe, expect, it } from "vitest";
import { replayQuestion } from "../../../eval/compare/replay.js";
import { type AnswerTrace, traceEvents } from "../../../eval/runs/answer-trace.js";
import { codeVersion, hashPath, type RunParameters } from "../../../eval/runs/parameters.js";
import { openRun, readRun, type StoredRun } from "../../../eval/runs/run-folder.js";
import type { EvalRow, SuiteOptions } from "../../../eval/suites/suite.js";
import type { AnswerEvent } from "../../../src/domain/answer.js";
import { exampleAnswer, exampleEvents } from "../../doubles/example-answer.js";
import { namedModels } from "../doubles/models.js";
import { scriptedSuite } from "../doubles/scripted-suite.js";
import { aRow, aSummary, someParameters } from "../doubles/stored-runs.js";
import { useTemporaryFolder } from "../doubles/temporary-folder.js";

const temporary = useTemporaryFolder();

async function* play(events: AnswerEvent[]): AsyncGenerator<AnswerEvent> {
  yield* events;
}
const trace = await traceEvents(play(exampleEvents));
const abstained: AnswerTrace = {
  ...trace,
  answer: { ...exampleAnswer, status: "abstained", text: "", claims: [] },
};

const ROWS: EvalRow[] = [
  { ...aRow("tower-01", { recall: 1, words: 12, precision: null }), text: "How tall is the tower?" },
  { ...aRow("tower-02", { recall: 0 }), text: "Who built the tower?" },
  { ...aRow("pier-01", { recall: 0 }), text: "Where is the pier?" },
];

function aRun(changes: Partial<RunParameters> = {}, { traced = true } = {}): StoredRun {
  const data = temporary.write("questions.jsonl", "the questions\n");
  const folder = temporary.path("run");
  const parameters = someParameters({ data, dataHash: hashPath(data), code: codeVersion(), ...changes });
  const run = openRun(folder, parameters);
  for (const row of ROWS) run.add(row, traced ? trace : undefined);
  run.finish(aSummary());
  return readRun(folder);
}

/** Replays over a suite that answers with this row's scores and this trace; `options` is what the suite was opened with. */
async function replay(
  run: StoredRun,
  wanted: string,
  { set = [], scores = {}, now = trace }: { set?: string[]; scores?: EvalRow["scores"]; now?: AnswerTrace } = {},
) {
  let options: SuiteOptions | undefined;
  const suite = scriptedSuite({
    ids: ROWS.map((row) => row.id),
    async measure(id, opened) {
      options = opened;
      const row = ROWS.find((one) => one.id === id)!;
      return { row: { ...row, scores: { ...row.scores, ...scores } }, trace: now };
    },
  });
  const result = await replayQuestion(run, suite, wanted, { models: namedModels(), progress: () => undefined, set });
  return { ...result, options: options!, closed: suite.closed };
}

describe("a question asked again", () => {
  it("as it was changes nothing, and warns of nothing", async () => {
    const { row, stages, scores, warnings, closed } = await replay(aRun(), "tower-01");
    expect(row.id).toBe("tower-01");
    expect(stages.flatMap(({ lines }) => lines)).toEqual([]);
    expect({ scores, warnings, closed }).toEqual({ scores: [], warnings: [], closed: 1 });
  });

  it("shows by stage what is different now, and the scores that changed, missing ones too", async () => {
    const { stages, scores } = await replay(aRun(), "tower-01", {
      now: { ...abstained, retrieved: trace.retrieved.toReversed() },
      scores: { recall: 0, words: null, confidence: 0.5 },
    });
    expect(stages.filter(({ lines }) => lines.length > 0).map(({ stage }) => stage)).toEqual([
      "retrieval",
      "answer",
      "claims",
    ]);
    expect(scores).toEqual([
      { name: "recall", before: 1, after: 0 },
      { name: "words", before: 12, after: null },
      { name: "confidence", before: null, after: 0.5 },
    ]);
  });

  it("is asked with the parameters of the run, and with what is replaced for once", async () => {
    const run = aRun({ profile: "fast", seed: 7, cached: false, flags: { passages: "own" } });
    const { options } = await replay(run, "tower-01", { set: ["ranking.maxEvidence=1", "ranking.readPassages=0"] });
    const { data, profile, seed, cached, flags } = run.parameters;
    expect(options).toMatchObject({ data, profile, seed, cached, flags });
    expect(options.settings).toEqual({
      ...run.parameters.settings,
      ranking: { ...run.parameters.settings.ranking, maxEvidence: 1, readPassages: 0 },
    });
  });

  it.each([true, false])("reads the data as the run did: strict %s", async (strict) => {
    const { options } = await replay(aRun({ strict }), "tower-01");
    expect(options.rows?.onInvalid === undefined).toBe(strict);
  });

  it("with a setting that there is not is refused", async () => {
    const asked = replay(aRun(), "tower-01", { set: ["ranking.evidence=1"] });
    await expect(asked).rejects.toMatchObject({ code: "SETTING_UNKNOWN" });
  });

  it("warns that the data or the code is not that of the run", async () => {
    const run = aRun({ code: { version: "0.0.9", hash: "an older one" } });
    temporary.write("questions.jsonl", "other questions\n");
    const { warnings } = await replay(run, "tower-01");
    expect(warnings).toEqual([
      `${run.parameters.data} has changed since the run.`,
      "The code has changed since the run.",
    ]);
  });

  it("warns that the models are not those of the run", async () => {
    const { warnings } = await replay(aRun({ models: ["embedder@0", "reranker@1"] }), "tower-01");
    expect(warnings).toHaveLength(1);
  });
});

describe("the question to ask again", () => {
  it.each([
    ["its id", "pier-01"],
    ["the beginning of its id", "pier"],
    ["words of its text, whatever their case", "WHERE IS"],
  ])("is found by %s", async (_, wanted) => {
    expect((await replay(aRun(), wanted)).row.id).toBe("pier-01");
  });

  it("is the one whose id it is, even where other ids begin with it", async () => {
    const run = aRun();
    const rows = [...run.rows, aRow("tower-01-b")];
    expect((await replay({ ...run, rows }, "tower-01")).row.id).toBe("tower-01");
  });

  it("has to be one: of several the ids are named", async () => {
    const run = aRun();
    await expect(replay(run, "the tower")).rejects.toMatchObject({
      code: "DATA_INVALID",
      message: `2 questions of ${run.folder} match "the tower".`,
      hint: "It could be tower-01, tower-02.",
    });
    await expect(replay(run, "bridge")).rejects.toMatchObject({
      code: "DATA_INVALID",
      message: expect.stringMatching(/^0 questions/),
    });
  });

  it("has to have a trace", async () => {
    await expect(replay(aRun({}, { traced: false }), "tower-01")).rejects.toMatchObject({
      code: "RUN_INVALID",
      message: expect.stringContaining("no trace of tower-01"),
    });
  });

  it("has to be in the data still", async () => {
    const run = aRun();
    const suite = scriptedSuite({
      ids: ["tower-02"],
      measure: async () => Promise.reject(new TypeError("Cannot read properties of undefined")),
    });
    const options = { models: namedModels(), progress: () => undefined, set: [] };
    await expect(replayQuestion(run, suite, "tower-01", options)).rejects.toMatchObject({ code: "DATA_INVALID" });
  });
});
