import { describe, expect, it } from "vitest";
import { orderForProtection } from "../../../eval/cleaning/leakage.js";
import { clean, found, keptLines } from "./cleaning-fixtures.js";

describe("conflicting answers", () => {
  it("are flagged where no alternative agrees, on either side of a split", async () => {
    const cleaning = await clean(
      {
        "a.jsonl": [
          { question: "Who wrote it?", answers: ["Ada", "Lovelace"] },
          { question: "who wrote it", answers: ["lovelace", "Countess"] },
          { question: "Who wrote it?", answers: ["Babbage"] },
          { question: "Who wrote it?", answers: [], answerable: false },
        ],
        "b.jsonl": [{ question: "Who wrote it?", answers: ["Menabrea"] }],
      },
      { skip: ["leakage"] },
    );
    expect(cleaning.findings.flagged).toMatchObject([
      { file: "a.jsonl", line: 3, reason: "same question, other answer", of: { line: 1 } },
      { file: "a.jsonl", line: 4, reason: "answered and unanswered" },
      { file: "b.jsonl", line: 1, reason: "same question, other answer", of: { file: "a.jsonl", line: 1 } },
    ]);
    expect(cleaning.findings.removed).toEqual([]);
  });

  it("are none when the passages differ", async () => {
    const rows = ["yes", "no"].map((answer) => ({ question: "Is it so?", answer, passage: `It says ${answer}.` }));
    expect(found((await clean({ "a.jsonl": rows })).findings.flagged, "conflicts")).toEqual([]);
  });
});

describe("leakage between splits", () => {
  const known = { question: "Should the death penalty be abolished?", answer: "It depends." };
  const near = { question: "should death penalty be abolished", answer: "Yes, for many reasons." };
  const exact = { question: "Should the Death Penalty be abolished ?", answer: "No." };
  const other = { question: "Should private schools be abolished?", answer: "Perhaps." };

  it("removes exact and near repeats of a question from the later split, whatever the answers", async () => {
    const cleaning = await clean({ "one.jsonl": [known], "two.jsonl": [near, other, exact] });
    expect(keptLines(cleaning)).toEqual({ "one.jsonl": [1], "two.jsonl": [2] });
    expect(cleaning.findings.removed).toMatchObject([
      { line: 1, reason: "nearly a question of an earlier split", of: { file: "one.jsonl", line: 1 } },
      { line: 3, reason: "question of an earlier split", of: { file: "one.jsonl", line: 1 } },
    ]);
  });

  it("protects the test split, wherever it is named; in the given order only when asked", async () => {
    const files = { "train.jsonl": [known, other], "test.jsonl": [near] };
    expect(keptLines(await clean(files))).toEqual({ "test.jsonl": [1], "train.jsonl": [2] });
    expect(keptLines(await clean(files, { splitsInOrder: true }))).toEqual({ "train.jsonl": [1, 2], "test.jsonl": [] });
  });

  it("is looked for in the rows that were kept", async () => {
    const cleaning = await clean({ "one.jsonl": [{ ...known, answer: "" }, other], "two.jsonl": [near] });
    expect(keptLines(cleaning)).toEqual({ "one.jsonl": [2], "two.jsonl": [1] });
  });

  it("passes on from split to split", async () => {
    const cleaning = await clean({ "a.jsonl": [other], "b.jsonl": [known], "c.jsonl": [other, near] });
    expect(keptLines(cleaning)).toEqual({ "a.jsonl": [1], "b.jsonl": [1], "c.jsonl": [] });
  });

  it("is none within a split, and between none when skipped", async () => {
    const rows = [known, { ...known, answer: "It does not depend on anything." }];
    expect(keptLines(await clean({ "a.jsonl": rows }))).toEqual({ "a.jsonl": [1, 2] });
    const skipped = await clean({ "a.jsonl": [known], "b.jsonl": [near] }, { skip: ["leakage"] });
    expect(keptLines(skipped)).toEqual({ "a.jsonl": [1], "b.jsonl": [1] });
  });
});

it("splits are ordered test, development, rest, by whole words of their names", () => {
  const names = ["train.jsonl", "contest.jsonl", "squad-dev.jsonl", "nq_test.jsonl", "evaluate.jsonl", "valid.jsonl"];
  expect(orderForProtection(names.map((name) => ({ name }))).map(({ name }) => name)).toEqual([
    "nq_test.jsonl",
    "squad-dev.jsonl",
    "valid.jsonl",
    "train.jsonl",
    "contest.jsonl",
    "evaluate.jsonl",
  ]);
});
