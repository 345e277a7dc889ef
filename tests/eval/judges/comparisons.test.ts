import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readComparisons } from "../../../eval/judges/comparisons.js";

const folder = mkdtempSync(join(tmpdir(), "footnote-comparisons-"));
afterAll(() => rmSync(folder, { recursive: true }));

const row = (changes: object = {}) => ({
  instance_id: 7,
  dataset: "nq",
  query: "Capital of France?",
  gt_answer: "Paris.",
  model1: { model_name: "one", response: "Lyon." },
  model2: { model_name: "two", response: "Paris." },
  correctness_label: 2,
  completeness_label: 1,
  overall_label: 2,
  ...changes,
});
const read = (content: unknown) => {
  const path = join(folder, "rows.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content, null, 1));
  return readComparisons(path);
};

describe("comparisons", () => {
  it("join the two raters' rows of a pair", async () => {
    expect(await read([row(), row({ overall_label: -1 })])).toEqual([
      {
        id: 7,
        source: "nq",
        question: "Capital of France?",
        reference: "Paris.",
        answers: ["Lyon.", "Paris."],
        labels: { correctness: [2, 2], completeness: [1, 1], overall: [2, -1] },
      },
    ]);
  });

  it.each([
    ["one rater", [row()], "instance 7"],
    ["three raters", [row(), row(), row()], "instance 7"],
    ["raters of other answers", [row(), row({ model1: { response: "Nice." } })], "instance 7"],
    ["a label off the scale", [row(), row({ overall_label: 3 })], "row 1.overall_label"],
    ["a missing field", [row({ query: undefined }), row()], "row 0.query"],
    ["no rows", [], "no rows"],
    ["broken JSON", "[{", "not JSON"],
    ["an object", { rows: [] }, "array"],
  ])("of %s are refused", async (_, content, words) => {
    await expect(read(content)).rejects.toMatchObject({
      code: "DATA_INVALID",
      message: expect.stringContaining(words),
    });
  });

  it("of a missing file are a missing path", async () => {
    await expect(readComparisons(join(folder, "none.json"))).rejects.toMatchObject({ code: "PATH_MISSING" });
  });
});
