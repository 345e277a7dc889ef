import { describe, expect, it } from "vitest";
import { answersSuite } from "../../../eval/suites/answers.js";
import type { SuiteOptions } from "../../../eval/suites/suite.js";
import type { FootnoteError } from "../../../src/domain/errors.js";
import { profileSettings } from "../../../src/profiles.js";
import { smallModels } from "../doubles/models.js";
import { buildIndex } from "../doubles/small-index.js";
import { useTemporaryFolder } from "../doubles/temporary-folder.js";

const temporary = useTemporaryFolder();

const passage = (id: string, text: string, gold = true) => ({ id, title: "", text, gold });
const LIGHTHOUSE = {
  ...{ id: "q1", question: "Who built the lighthouse?", answers: ["Ada"], answerable: true, kind: "fact" },
  passages: [passage("p1", "Ada built the lighthouse in 1889.")],
};
const OVEN = {
  ...{ id: "q2", question: "What is the oven made of?", answers: ["brick"], answerable: true },
  passages: [passage("p2", "The oven is made of brick.")],
};
const UNANSWERABLE = {
  ...{ id: "q3", question: "Who boiled the tungsten?", answers: [], answerable: false },
  passages: [passage("p3", "Boats moor at the northern pier.", false)],
};

const models = () => smallModels((text) => (/Ada|brick/.test(text) ? 9 : -9));

async function open(rows: readonly (object | string)[], changes: Partial<SuiteOptions> = {}) {
  return answersSuite.open({
    ...{ data: temporary.writeRows("questions.jsonl", rows), settings: profileSettings("balanced") },
    ...{ profile: "balanced", models: models(), progress: () => undefined, seed: 1, cached: true, flags: {} },
    ...changes,
  });
}

/** Row and trace of one question. */
async function measure(id: string, rows: readonly object[], changes: Partial<SuiteOptions> = {}) {
  const suite = await open(rows, changes);
  try {
    const { row, trace } = await suite.measure(id);
    return { row, trace: trace!, found: trace!.retrieved.map(({ documentId }) => documentId).toSorted() };
  } finally {
    await suite.close();
  }
}

describe("a question", () => {
  it("is asked of the whole pipeline, and its answer scored", async () => {
    const { row, trace } = await measure("q1", [LIGHTHOUSE, UNANSWERABLE]);
    expect(row).toMatchObject({
      ...{ id: "q1", text: LIGHTHOUSE.question, answerText: "Ada built the lighthouse in 1889 [1].", abstained: false },
      slices: { kind: "fact", answerable: "yes", outcome: "answered" },
      scores: { answerRecall: 1, faithfulness: 1, citationRecall: 1, citationPrecision: 1, cragScore: 1 },
    });
    expect(trace.answer!.text).toBe(row.answerText);
    expect(trace.ranked[0]).toMatchObject({ documentId: "p1", relevance: 9 });
  });

  it("that the passages do not answer is declined, with its confidence", async () => {
    const { row } = await measure("q3", [LIGHTHOUSE, UNANSWERABLE]);
    expect(row).toMatchObject({ abstained: true, answerText: "", scores: { cragScore: 0, answerRecall: null } });
    expect(row.confidence).toBeLessThan(0.5);
  });

  it("gives the same row again", async () => {
    const again = async () => (await measure("q1", [LIGHTHOUSE, UNANSWERABLE])).row;
    expect(await again()).toEqual(await again());
  });

  it("is timed where no cache is between", async () => {
    const { row } = await measure("q1", [LIGHTHOUSE], { cached: false });
    expect(row.timings!.total).toBeGreaterThan(0);
    expect(row.scores.msTotal).toBe(row.timings!.total);
    expect((await measure("q1", [LIGHTHOUSE])).row.timings).toBeNull();
  });
});

describe("the passages searched", () => {
  it("are the question's own where they may be the wrong ones", async () => {
    expect((await measure("q1", [LIGHTHOUSE, OVEN, UNANSWERABLE])).found).toEqual(["p1"]);
  });

  it("are all of the file where each question's own would give its answer away", async () => {
    expect((await measure("q1", [LIGHTHOUSE, OVEN])).found).toEqual(["p1", "p2"]);
  });

  it("are the ones that are asked for", async () => {
    const rows = [LIGHTHOUSE, OVEN];
    expect((await measure("q1", rows, { flags: { passages: "own" } })).found).toEqual(["p1"]);
    const all = await measure("q1", [...rows, UNANSWERABLE], { flags: { passages: "all" } });
    expect(all.found).toEqual(["p1", "p2", "p3"]);
  });

  it("are each searched once, whichever questions share them", async () => {
    const shared = { ...OVEN, passages: [...OVEN.passages, ...LIGHTHOUSE.passages] };
    expect((await measure("q1", [LIGHTHOUSE, shared])).found).toEqual(["p1", "p2"]);
  });

  it("are those of an index, whatever the file has", async () => {
    const { embedder } = models();
    const index = await buildIndex(
      temporary.path(""),
      { "lighthouse.md": "# The lighthouse\n\nAda built the lighthouse in 1890.\n" },
      embedder,
    );
    const { row, found } = await measure("q1", [LIGHTHOUSE], { flags: { index } });
    expect(found).toEqual(["lighthouse.md"]);
    expect(row.answerText).toBe("Ada built the lighthouse in 1890 [1].");
  });

  it("cannot be those of an index that is not there", async () => {
    await expect(open([LIGHTHOUSE], { flags: { index: temporary.path("none") } })).rejects.toMatchObject({
      code: "INDEX_MISSING",
    });
  });
});

describe("a question file", () => {
  it("is read without its malformed rows where that is wanted, and refused otherwise", async () => {
    const rows = [LIGHTHOUSE, '{"id":"broken"', OVEN];
    const told: string[] = [];
    const onInvalid = ({ message }: FootnoteError) => void told.push(message);
    const suite = await open(rows, { rows: { onInvalid } });
    expect(suite.items.map(({ id }) => id)).toEqual(["q1", "q2"]);
    expect(told).toEqual([expect.stringContaining("questions.jsonl:2: not a JSON object")]);
    await expect(open(rows)).rejects.toMatchObject({ code: "DATA_INVALID" });
  });
});
