import { describe, expect, it } from "vitest";
import { openQuestionSet } from "../../../eval/data/question-set.js";
import { collect } from "../../../eval/data/rows.js";
import { useTemporaryFolder } from "../doubles/temporary-folder.js";

const temporary = useTemporaryFolder();
const passage = (id: string, gold?: boolean) => ({ id, title: `Title of ${id}`, text: `Text of ${id}.`, gold });
const question = (id: string, passages: object[], answerable = true) => ({
  ...{ id, question: `What is ${id}?`, answers: ["x"], answerable, passages },
});
const open = (rows: readonly (object | string)[], options = {}) =>
  openQuestionSet(temporary.writeRows("questions.jsonl", rows), options);

describe("a question file as a test collection", () => {
  it("has the questions as queries, to which their gold passages are relevant", async () => {
    const { queries } = await open([
      question("q1", [passage("a", true), passage("b", false), passage("c", true)]),
      question("q2", [passage("b", true)]),
    ]);
    expect(queries).toEqual([
      {
        ...{ id: "q1", text: "What is q1?", answers: ["x"] },
        relevance: new Map([
          ["a", 1],
          ["c", 1],
        ]),
      },
      { id: "q2", text: "What is q2?", answers: ["x"], relevance: new Map([["b", 1]]) },
    ]);
  });

  it("keeps answers that can be looked for in a passage: short ones, not yes or no", async () => {
    const long = "It is a thing that nobody would ever repeat word for word.";
    const { queries } = await open([{ ...question("q1", [passage("a", true)]), answers: ["42", long, "Yes."] }]);
    expect(queries[0]!.answers).toEqual(["42"]);
  });

  it("leaves out questions without a gold passage and those that have no answer, but not their passages", async () => {
    const { queries, documents } = await open([
      question("q1", [passage("a", true)]),
      question("q2", [passage("b", false), passage("c")]),
      question("q3", [passage("d", true)], false),
      question("q4", []),
    ]);
    expect(queries.map(({ id }) => id)).toEqual(["q1"]);
    expect((await collect(documents())).map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
  });

  it("has each passage once as a document, read again at each call", async () => {
    const { documents } = await open([question("q1", [passage("a", true)]), question("q2", [passage("a", true), passage("b")])]);
    const expected = ["a", "b"].map((id) => ({ id, title: `Title of ${id}`, text: `Text of ${id}.` }));
    expect(await collect(documents())).toEqual(expected);
    expect(await collect(documents())).toEqual(expected);
  });

  it("leaves out malformed rows where that is wanted, and is refused otherwise", async () => {
    const rows = [question("q1", [passage("a", true)]), "broken"];
    const told: unknown[] = [];
    const { queries } = await open(rows, { onInvalid: (error: unknown) => told.push(error) });
    expect(queries).toHaveLength(1);
    expect(told).toEqual([expect.objectContaining({ code: "DATA_INVALID" })]);
    await expect(open(rows)).rejects.toThrow(/questions\.jsonl:2: /);
  });
});
