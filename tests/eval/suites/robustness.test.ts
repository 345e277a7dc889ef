import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RobustnessRow, Variant } from "../../../eval/robustness/robustness-row.js";
import { scoreVariants } from "../../../eval/robustness/robustness-row.js";
import { robustnessSuite } from "../../../eval/suites/robustness.js";
import { profileSettings } from "../../../src/profiles.js";
import { createHashingEmbedder } from "../../doubles/hashing-embedder.js";
import { createWordCountingModel } from "../../doubles/word-counting-model.js";
import { createStubReranker } from "../../doubles/stub-reranker.js";

const question = { id: "q", question: "Who wrote it?", answers: ["Ada"], answerable: true, passages: [] };
const variant = (name: string, answerText: string, cited: string[]): Variant => ({
  ...{ name, question: "Who wrote it?", answerText, cited },
  abstained: answerText === "",
});
const metric = (name: string, rows: RobustnessRow[]) => robustnessSuite.metrics[name]!.of(rows);

describe("a question's variants", () => {
  const row = scoreVariants(question, [
    variant("clean", "Ada did [1].", ["a", "b"]),
    variant("typo1", "Bob did [1].", ["b", "c"]),
    variant("typo2", "", []),
    variant("noise0", "Ada did [1].", ["a"]),
    variant("noise0.2", "Ada did [1].", ["a"]),
    variant("noise0.4", "Ada did [1].", ["a"]),
    variant("noise0.6", "Bob did [1].", ["n"]),
    variant("noise0.8", "", []),
  ]);

  it("are each held against the answer they depart from", () => {
    expect(row.scores).toMatchObject({
      "answerRecall[clean]": 1,
      "recallDrop[typo1]": 1 - 0,
      "sourceOverlap[typo1]": 1 / 3,
      "abstentionFlips[typo1]": 0,
      "sourceOverlap[typo2]": 0 / 2,
      "abstentionFlips[typo2]": 1,
      "recallDrop[noise0.4]": 1 - 1,
      "recallDrop[noise0.8]": 1 - 0,
    });
    expect("recallDrop[clean]" in row.scores).toBe(false);
    // Deviations of the share: -.4, -.2, 0, .2, .4; recall 1, 1, 1, 0, 0.
    const spread = 2 * (0.4 ** 2 + 0.2 ** 2);
    expect(row.scores.noiseSlope).toBeCloseTo((-0.4 - 0.2) / spread, 12);
  });

  it("give two curves over the questions that have every point", () => {
    const incomplete = scoreVariants({ ...question, id: "other" }, [variant("clean", "Bob did.", ["b"])]);
    const [noise, typos] = robustnessSuite.curves!([row, incomplete]);
    expect(noise!.points.map(({ x, y, n }) => [x, y, n])).toEqual([
      [0, 1, 1],
      [0.2, 1, 1],
      [0.4, 1, 1],
      [0.6, 0, 1],
      [0.8, 0, 1],
    ]);
    expect(typos!.points.map(({ x, y }) => [x, y])).toEqual([
      [0, 1],
      [1, 0],
      [2, 0],
    ]);
  });

  it("have no drop where a variant is missing, and no recall where nothing short can be found", () => {
    const alone = scoreVariants(question, [variant("clean", "Ada did.", ["a"])]);
    expect(metric("answerRecall[clean]", [row, alone])).toBe(1);
    expect(metric("recallDrop[typo1]", [row, alone])).toBe(1);
    expect(metric("recallDrop[paraphrase]", [row, alone])).toBeNull();
    const long = "She wrote it over many long evenings in the house by the sea.";
    const unanswerable = { ...question, answerable: false };
    for (const other of [{ ...question, answers: [long] }, unanswerable]) {
      const { scores } = scoreVariants(other, [variant("clean", long, ["a"])]);
      expect(scores["answerRecall[clean]"]).toBeNull();
      expect(scores["abstained[clean]"]).toBe(0);
    }
  });
});

describe("the robustness suite", () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "footnote-robustness-"))));
  afterAll(() => rm(folder, { recursive: true }));

  it("asks every form of a question of all passages, and with noise of its own passages and the noise", async () => {
    const facts = [
      ["kettle", "invented", "The kettle was invented by Harriet Stone in 1891."],
      ["zipper", "patented", "The zipper was patented by Gideon Marsh in 1913."],
      ["stapler", "designed", "The stapler was designed by Olive Trent in 1866."],
    ] as const;
    const questions = facts.map(([id, deed, text]) => ({
      ...{ id, question: `Who ${deed} the ${id}?`, answers: [text.split(" by ")[1]!.split(" in ")[0]!] },
      ...{ answerable: true, passages: [{ id: `${id}.md`, title: id, text, gold: true }] },
    }));
    const data = join(folder, "questions.jsonl");
    await writeFile(data, questions.map((row) => JSON.stringify(row)).join("\n"));
    const models = {
      embedder: createHashingEmbedder(),
      reranker: createStubReranker((text) => (text.includes("kettle") ? 9 : -9)),
      supportModel: createWordCountingModel(),
      answerabilityModel: createStubReranker(() => 5),
      close: async () => undefined,
    };
    const settings = {
      ...profileSettings("balanced"),
      validation: { ...profileSettings("balanced").validation, strictness: "relaxed" },
    } as const;
    const open = await robustnessSuite.open({
      ...{ data, settings, profile: "balanced", models, progress: () => undefined, seed: 1, cached: false, flags: {} },
    });
    const { row, trace } = await open.measure("kettle");
    await open.close();

    expect(open.items.map(({ id }) => id)).toEqual(["kettle", "zipper", "stapler"]);
    expect(trace!.answer!.question).toBe("Who invented the kettle?");
    const variants = new Map(row.variants.map((item) => [item.name, item]));
    expect([...variants.keys()]).toEqual([
      ...["clean", "typo1", "typo2", "lowerCase", "upperCase", "noPunctuation", "paraphrase"],
      ...["noise0", "noise0.2", "noise0.4", "noise0.6", "noise0.8"],
    ]);
    expect(variants.get("upperCase")!.question).toBe("WHO INVENTED THE KETTLE?");
    expect(row.scores["answerRecall[clean]"]).toBe(1);
    expect(row.scores["recallDrop[upperCase]"]).toBe(0);
    expect(variants.get("noise0")!.cited).toEqual(["kettle.md"]);
  });
});
