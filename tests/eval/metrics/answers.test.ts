import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseAnswer, wordCount } from "../../../eval/metrics/answer-text.js";
import { answerRecall } from "../../../eval/metrics/answers.js";

describe("a normalised answer", () => {
  it.each([
    ["The Eiffel Tower, in Paris!", "eiffel tower in paris"],
    ["  an   apple a day ", "apple day"],
    ["Café Zoë", "cafe zoe"],
    ["one - eyed Pete 's", "one eyed pete s"],
    ["one-eyed Pete’s", "one eyed pete s"],
    ["3.5 of 1,000,000 (35%).", "3.5 of 1000000 35"],
    ["in 1939, 1940", "in 1939 1940"],
    ["the U.S. Army, e.g. the U.S.", "us army eg us"],
    ["ﬁne ½", "fine 1 2"],
    ["the", ""],
    ["*", ""],
    ["", ""],
  ])("of %j is %j", (text, expected) => {
    expect(normaliseAnswer(text)).toBe(expected);
  });

  it("stays as it is when normalised again, for words and numbers of any script", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{L}\p{N} ,;!?-]*$/u), (text) => {
        const once = normaliseAnswer(text);
        expect(normaliseAnswer(once)).toBe(once);
      }),
    );
  });
});

describe("answer recall", () => {
  it("is 1 when any short answer is said in whole words, else 0", () => {
    const reference = { answers: ["May 18, 2018", "18 May 2018"] };
    expect(answerRecall("It opens on May 18 [1], 2018 [2].", reference)).toBe(1);
    expect(answerRecall("It opens on the 18 May 2018.", reference)).toBe(1);
    expect(answerRecall("It opens on May 18, 20189.", reference)).toBe(0);
    expect(answerRecall("It opens in May.", reference)).toBe(0);
  });

  it("is the share of the key facts said, each in any of its forms, where there are key facts", () => {
    const reference = { answers: ["BM25 with k1 of 1.2"], keyFacts: [["BM25", "Okapi"], ["1.2"], ["Robertson"]] };
    expect(answerRecall("Okapi weighting with k1 = 1.2 is used [1].", reference)).toBe(2 / 3);
    expect(answerRecall("BM25 with k1 of 1.2", { ...reference, keyFacts: [] })).toBe(1);
  });

  it("does not take a citation mark for a number, nor one number for another", () => {
    expect(answerRecall("It is large [3].", { answers: ["3"] })).toBe(0);
    expect(answerRecall("It is 35 m.", { answers: ["3.5"] })).toBe(0);
  });

  it("is 0 for an empty answer and for an answer with nothing but punctuation, and missing without a reference", () => {
    expect(answerRecall("", { answers: ["Paris"] })).toBe(0);
    expect(answerRecall("Anything.", { answers: ["*"] })).toBe(0);
    expect(answerRecall("Anything.", { answers: [], keyFacts: [] })).toBeNull();
  });
});

describe("the word count", () => {
  it("counts what stands between spaces, without marks, bullets and dashes", () => {
    expect(wordCount("- Paris has 2,100,000 people – half of\nthem cyclists [1][2].")).toBe(8);
    expect(wordCount("[1]")).toBe(0);
    expect(wordCount("")).toBe(0);
  });
});
