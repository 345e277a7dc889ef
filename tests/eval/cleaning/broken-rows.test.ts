import { describe, expect, it } from "vitest";
import { answerFailure } from "../../../eval/cleaning/failed-answers.js";
import { clean, found, keptLines } from "./cleaning-fixtures.js";

const whole = { question: "Who wrote it?", answer: "Ada Lovelace." };

describe("incomplete rows", () => {
  it("are removed with what they lack", async () => {
    const cleaning = await clean({
      "a.jsonl": [
        whole,
        "{broken",
        { answer: "An answer." },
        { question: "Why?" },
        { question: " \u200b\u3000 ", answer: "Because." },
        { question: "When?", answer: "" },
        { question: "Where?", answers: [] },
        { question: { text: "How?" }, answer: "So." },
        { question: "What?", answers: [{ text: "nested" }] },
        { question: "Why not?", answer: null },
        { question: "How many?", answer: 7 },
      ],
    });
    expect(found(cleaning.findings.removed, "parse", "incomplete")).toEqual([
      "2 parse: no JSON object",
      "3 incomplete: no question field",
      "4 incomplete: no answer field",
      "5 incomplete: empty question",
      "6 incomplete: empty answer",
      "7 incomplete: empty answer",
      "8 incomplete: field is not text",
      "9 incomplete: field is not text",
      "10 incomplete: no answer field",
    ]);
    expect(keptLines(cleaning)).toEqual({ "a.jsonl": [1, 11] });
  });

  it("are whole without an answer where the row says there is none", async () => {
    const rows = [whole, { question: "Who else?", answers: [], answerable: false }];
    expect(keptLines(await clean({ "a.jsonl": rows }))).toEqual({ "a.jsonl": [1, 2] });
  });

  it("stay when the step is skipped", async () => {
    const cleaning = await clean({ "a.jsonl": [whole, { question: "Why?" }] }, { skip: ["incomplete"] });
    expect(keptLines(cleaning)).toEqual({ "a.jsonl": [1, 2] });
  });

  it("do not include rows with an id seen before: these are flagged", async () => {
    const cleaning = await clean({
      "a.jsonl": [
        { ...whole, id: "1" },
        { question: "When?", answer: "1843.", id: 1 },
      ],
      "b.jsonl": [{ question: "Where?", answer: "London.", id: "1" }],
    });
    expect(keptLines(cleaning)).toEqual({ "a.jsonl": [1, 2], "b.jsonl": [1] });
    expect(cleaning.findings.flagged).toMatchObject([{ line: 2, reason: "id seen before", of: { line: 1 } }]);
  });
});

describe("truncated answers", () => {
  const start =
    "The engine has two parts. The mill does the arithmetic, and the store keeps the numbers, so that a program " +
    "written on cards can use them again and again";
  const frequent = { question: "About?", answer: "programming programming programming of machines." };

  it.each([
    ["behind a comma", `${start},`, "ends with a comma"],
    ["within a phrase", `${start} as the`, "ends within a phrase"],
    ["within a word that other answers have whole", `${start} when programmin`, "ends within a word"],
    ["in an open code fence", "Run this:\n```sh\nnpm ci\n", "open code fence"],
  ])("that break off %s are removed", async (_, answer, reason) => {
    const cleaning = await clean({ "a.jsonl": [frequent, { question: "What is it?", answer }] });
    expect(found(cleaning.findings.removed, "truncated")).toEqual([`2 truncated: ${reason}`]);
  });

  it.each([
    ["end with a full stop", `${start}.`],
    ["end with a quote or bracket", `${start} ("so it was said.")`],
    ["end with a whole word", `${start} for programming`],
    ["end with a word no other answer begins with", `${start} when Zuse`],
    ["are phrases", "the programmin"],
    ["close their code", "Run this:\n```sh\nnpm ci\n```"],
    ["are lists", `${start}.\n- one,\n- two of the`],
  ])("are not those that %s", async (_, answer) => {
    const cleaning = await clean({ "a.jsonl": [frequent, { question: "What is it?", answer }] });
    expect(found(cleaning.findings.removed, "truncated")).toEqual([]);
  });

  it("do not remove a row that has a whole alternative", async () => {
    const answers = [`${start},`, `${start}.`];
    const cleaning = await clean({ "a.jsonl": [frequent, { question: "What is it?", answers }] });
    expect(found(cleaning.findings.removed, "truncated")).toEqual([]);
  });
});

describe("failed answers", () => {
  it.each([
    ["I'm sorry, but I can't help with that.", "refusal"],
    ["As an AI language model, I do not have opinions.", "refusal"],
    ["I cannot provide medical advice.", "refusal"],
    ["Unfortunately, I am unable to browse the internet.", "refusal"],
    ["Error: connection refused", "error message"],
    ["503 Service Unavailable", "error message"],
    ["Traceback (most recent call last):\n  File", "error message"],
    ["ValueError: bad input", "error message"],
    ["Rate limit exceeded", "error message"],
    ["null", "placeholder"],
    ["N/A", "placeholder"],
    ["[object Object]", "placeholder"],
    ["...", "placeholder"],
  ])("%s is a kind of them", (answer, kind) => expect(answerFailure(answer)).toBe(kind));

  it.each([
    "Sorry is the word he used.",
    "I can answer that: in 1843.",
    "Errors in the program were rare.",
    "404 people came.",
    "None of them did.",
    "A null pointer refers to nothing.",
    "An AI language model is a neural network.",
    "I cannot overstate how much this mattered.",
    "Nana",
  ])("%s is an answer", (answer) => expect(answerFailure(answer)).toBeNull());

  it("are flagged and kept", async () => {
    const cleaning = await clean({ "a.jsonl": [whole, { question: "Why?", answers: ["Because.", "NA"] }] });
    expect(keptLines(cleaning)).toEqual({ "a.jsonl": [1, 2] });
    expect(found(cleaning.findings.flagged, "failed-answers")).toEqual(["2 failed-answers: placeholder"]);
  });
});
