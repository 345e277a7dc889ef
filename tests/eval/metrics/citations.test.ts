import { describe, expect, it } from "vitest";
import {
  type CitedSource,
  citationValidity,
  sameSentence,
  sentenceCitations,
  verbatimShare,
} from "../../../eval/metrics/citations.js";

const sources: CitedSource[] = [
  { number: 1, passages: [{ text: "Paris is large. It has parks." }, { text: "The Seine crosses it." }] },
  { number: 2, passages: [{ text: "Rome is old." }] },
];

describe("citation validity", () => {
  it("is the share of sentences with a mark of a source that exists", () => {
    const sentences = ["Paris is large [1].", "Rome is old [9].", "It has parks [9][2].", "Nobody says so."];
    expect(citationValidity(sentences, sources)).toBe(2 / 4);
  });

  it("is 0 when all marks are out of range, and missing without sentences", () => {
    expect(citationValidity(["One [0].", "Two [3]."], sources)).toBe(0);
    expect(citationValidity([], sources)).toBeNull();
  });
});

describe("the verbatim share", () => {
  it("counts sentences found letter for letter in any passage of a source they cite", () => {
    expect(verbatimShare(["Paris is large [1].", "The Seine crosses it [2][1].", "It has parks. [1]"], sources)).toBe(
      1,
    );
  });

  it.each([
    ["of another source", "Rome is old [1]."],
    ["changed by a letter", "Rome is cold [2]."],
    ["changed in case", "rome is old [2]."],
    ["across two passages", "It has parks. The Seine crosses it. [1]"],
    ["without a mark", "Rome is old."],
    ["of nothing but marks", "[2]"],
  ])("does not count a sentence %s", (_, sentence) => {
    expect(verbatimShare([sentence, "Rome is old [2]."], sources)).toBe(1 / 2);
  });

  it("is missing without sentences", () => {
    expect(verbatimShare([], sources)).toBeNull();
  });
});

describe("two texts are the same sentence", () => {
  it("when they differ in spacing, case and punctuation only", () => {
    expect(sameSentence("Pete's one-eyed friend (Dan) left.", "Pete 's one - eyed friend ( Dan ) left .")).toBe(true);
  });

  it("when one holds at least four words that are all of the other", () => {
    expect(sameSentence("the toad was never Pete", "Later they learn that the toad was never Pete at all.")).toBe(true);
    expect(sameSentence("never Pete", "Later they learn that the toad was never Pete at all.")).toBe(false);
    expect(sameSentence("", "Later they learn that the toad was never Pete at all.")).toBe(false);
    expect(sameSentence("", "")).toBe(false);
  });

  it("when twice the common words over all words are at least .8, repeats counted", () => {
    // 4 common of 5 and 5: 8 / 10.
    expect(sameSentence("one two three four five", "one two three four six")).toBe(true);
    // 3 common of 4 and 4: 6 / 8.
    expect(sameSentence("one two three four", "one two three six")).toBe(false);
    // "go" is common once: 2 * 1 / (1 + 3).
    expect(sameSentence("go", "go go go")).toBe(false);
  });
});

describe("sentence citations against gold sentences", () => {
  const [a, b, c, d] = [
    "Alpha was the first letter.",
    "Beta came right after it.",
    "Gamma is third in line.",
    "Delta forms at rivers.",
  ];

  it("have precision over cited, recall over gold sentences, and their harmonic mean", () => {
    expect(sentenceCitations([a, d], [[a, b, c]])).toEqual({
      precision: 1 / 2,
      recall: 1 / 3,
      f1: (2 * (1 / 2) * (1 / 3)) / (1 / 2 + 1 / 3),
    });
  });

  it("are held against the annotator who agrees best; those who marked nothing are left out", () => {
    expect(sentenceCitations([a], [[], [b, c], [a, b]])).toEqual({ precision: 1, recall: 1 / 2, f1: 1 / (3 / 2) });
  });

  it("are 0 when nothing agrees, with no precision when nothing was cited", () => {
    expect(sentenceCitations([d], [[a]])).toEqual({ precision: 0, recall: 0, f1: 0 });
    expect(sentenceCitations([], [[a]])).toEqual({ precision: null, recall: 0, f1: 0 });
  });

  it("are missing when nobody marked a sentence", () => {
    expect(sentenceCitations([a], [[]])).toBeNull();
    expect(sentenceCitations([a], [])).toBeNull();
  });
});
