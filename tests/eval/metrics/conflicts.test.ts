import { describe, expect, it } from "vitest";
import { conflictMetrics } from "../../../eval/metrics/conflicts.js";

const sources = [1, 2, 3].map((number) => ({ number }));
/** Two right answers and a wrong one. */
const PEOPLE = { answers: ["3,559 people", "4,120 people"], wrongAnswers: ["10,000 people"] };
const metricsOf = (text: string, reference: Parameters<typeof conflictMetrics>[1] = PEOPLE) =>
  conflictMetrics({ text, sources }, reference);

describe("an answer from sources that disagree", () => {
  it("succeeds when it gives every right answer and no wrong one", () => {
    expect(metricsOf("Broken Bow in Nebraska has 3559 people [1]. The one in Oklahoma has 4,120 people [2].")).toEqual({
      rightShare: 2 / 2,
      wrongStated: 0,
      strictSuccess: 1,
      conflictShown: 1,
    });
  });

  it("fails with a right answer missing", () => {
    expect(metricsOf("It has 3,559 people [1].")).toEqual({
      rightShare: 1 / 2,
      wrongStated: 0,
      strictSuccess: 0,
      conflictShown: 0,
    });
  });

  it("fails with a wrong answer beside the right ones", () => {
    expect(metricsOf("It has 3,559 people [1], 4,120 people [2] or 10,000 people [3].")).toEqual({
      rightShare: 2 / 2,
      wrongStated: 1,
      strictSuccess: 0,
      conflictShown: 1,
    });
  });

  it("has said nothing when it is empty", () => {
    expect(metricsOf("")).toEqual({ rightShare: 0 / 2, wrongStated: 0, strictSuccess: 0, conflictShown: 0 });
  });
});

describe("a measure of conflict is missing where there is none to see", () => {
  it.each([
    ["no wrong answer is known", { answers: ["a b", "c d"] }, { wrongStated: null, conflictShown: 0 }],
    ["only one answer is known", { answers: ["c d"] }, { rightShare: 0, wrongStated: null, conflictShown: null }],
    [
      "no right answer is known",
      { answers: [], wrongAnswers: ["c d", "e f"] },
      { rightShare: null, wrongStated: 0, strictSuccess: null, conflictShown: null },
    ],
    [
      "the wrong answer reads like the right one",
      { answers: ["Ice hockey"], wrongAnswers: ["ice Hockey."] },
      { rightShare: 0, wrongStated: null, conflictShown: null },
    ],
  ])("because %s", (_, reference, expected) => {
    expect(metricsOf("Nothing of it.", reference)).toMatchObject(expected);
  });
});

describe("an answer inside another", () => {
  const FOOTBALL = { answers: ["American football"], wrongAnswers: ["Football"] };
  const GIRLS = { answers: ["Girls"], wrongAnswers: ["All-girls"] };
  const PARIS = { answers: ["Paris", "Paris, Texas"], wrongAnswers: [] };

  it.each([
    ["a wrong answer that is part of a right one is not stated by it", FOOTBALL, "American football [1].", 1, 0],
    ["but is where it stands alone", FOOTBALL, "Football [1].", 0, 1],
    ["and where it stands alone beside it", FOOTBALL, "American football [1], a kind of football [2].", 1, 1],
    ["a right answer that is part of a wrong one is not given by it", GIRLS, "It is all-girls [1].", 0, 1],
    [
      "a right answer that is part of another right one is not given by it",
      PARIS,
      "It is Paris, Texas [1].",
      1 / 2,
      null,
    ],
    ["both are given where both stand", PARIS, "Paris [1] or Paris, Texas [2].", 2 / 2, null],
    ["part of a word is no answer", { answers: ["Hind"], wrongAnswers: ["foot"] }, "Hindi football [1].", 0, 0],
    ["nor is part of a number", { answers: ["355"], wrongAnswers: ["3.5"] }, "It has 3559, 35 or 3.55 [1].", 0, 0],
    ["nor a citation mark", { answers: ["1"], wrongAnswers: ["2"] }, "It is so [1][2].", 0, 0],
  ])("%s", (_, reference, text, rightShare, wrongStated) => {
    expect(metricsOf(text, reference)).toMatchObject({ rightShare, wrongStated });
  });

  it("that only overlaps another one is stated, too", () => {
    const names = { answers: ["Anna Maria", "Maria Luisa"], wrongAnswers: [] };
    expect(metricsOf("Anna Maria Luisa [1].", names)).toMatchObject({ rightShare: 2 / 2, conflictShown: 0 });
  });

  it("may have a mark in its midst", () => {
    const day = { answers: ["May 18, 2018"], wrongAnswers: ["May 18"] };
    expect(metricsOf("It opens on May 18 [1], 2018 [2].", day)).toMatchObject({ rightShare: 1, wrongStated: 0 });
  });
});

describe("conflict is shown", () => {
  it.each([
    ["by two right answers in a sentence each", "One says 3,559 people [1]. Another says 4,120 people [2]."],
    ["by two right answers in one sentence", "It has 3,559 people [1] or 4,120 people [2]."],
    ["by a right and a wrong answer", "It has 3,559 people [1], though 10,000 people are given, too [2]."],
    ["by answers with a source in common", "It has 3,559 people [1][3] or 4,120 people [2][3]."],
    [
      "even when a later sentence sums both up",
      "3,559 people [1]. 4,120 people [2]. So 3,559 people or 4,120 people [1][2].",
    ],
    ["with marks behind the full stop", "It has 3,559 people. [1] It has 4,120 people.[2]"],
    ["with marks behind the full stop, one sentence a line", "It has 3,559 people. [1]\n\nIt has 4,120 people. [2]"],
    ["with commas between marks", "It has 3,559 people [1], [3] or 4,120 people [2]."],
  ])("%s", (_, text) => {
    expect(metricsOf(text).conflictShown).toBe(1);
  });

  it.each([
    ["one answer only", "It has 3,559 people [1][2]."],
    ["one answer twice, with different sources", "It has 3,559 people [1]. There are 3,559 people [2]."],
    ["marks that do not tell who says what", "It has 3,559 people or 4,120 people [1][2]."],
    ["the same source for both", "It has 3,559 people [1]. It has 4,120 people [1]."],
    ["one source that says both", "It has 3,559 people [1]. It has 4,120 people [2][1]."],
    ["an answer without a source", "It has 3,559 people [1]. It has 4,120 people. Others are near [2]."],
    ["no source at all", "It has 3,559 people or 4,120 people."],
    ["a source that does not exist", "It has 3,559 people [1] or 4,120 people [9]."],
    ["marks in front only", "[1] has 3,559 people, 4,120 people"],
  ])("not by %s", (_, text) => {
    expect(metricsOf(text).conflictShown).toBe(0);
  });

  it("not by two wrong answers", () => {
    const reference = { answers: ["3,559 people"], wrongAnswers: ["10,000 people", "20,000 people"] };
    expect(metricsOf("It has 10,000 people [1] or 20,000 people [2].", reference).conflictShown).toBe(0);
  });
});
