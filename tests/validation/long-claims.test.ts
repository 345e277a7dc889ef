import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNumbers, isSameNumber } from "../../src/text/number-mentions.js";
import { createClaimChecker } from "../../src/validation/check-claim.js";
import { align } from "../../src/validation/checks/align.js";
import { findDates } from "../../src/validation/checks/date-mentions.js";
import { runChecks } from "../../src/validation/checks/index.js";
import { createNumberIndex } from "../../src/validation/checks/number-index.js";
import { splitAnswer } from "../../src/validation/claims/split-answer.js";
import { splitClauses } from "../../src/validation/claims/clauses.js";
import { cutPart } from "../../src/validation/repair/cut.js";
import { readText } from "../../src/validation/support/read-evidence.js";
import { createWordCountingModel } from "../doubles/word-counting-model.js";

/** So many words that comparing each with each would not end. */
const LONG = 20_000;
const repeated = (word: (i: number) => string, count = LONG): string =>
  Array.from({ length: count }, (_, i) => word(i)).join(" ");
const findings = (claim: string, passage: string): string[] =>
  runChecks(align(readText(claim), readText(passage), readText(passage))).map(({ kind }) => kind);

describe("the hard checks of a claim without end", () => {
  it.each([
    ["numbers", (i: number) => `${i} pages`],
    ["names", (i: number) => `Na${String.fromCharCode(97 + (i % 26))}${i}x`],
    ["dates", (i: number) => `${1 + (i % 28)} May ${1000 + (i % 8_999)},`],
    ["denials of one thing", (i: number) => (i % 2 ? "vectors" : "not")],
    ["denials", (i: number) => `not w${i}`],
    ["opposites", (i: number) => (i % 2 ? "more" : "less")],
    ["bounds", (i: number) => (i % 2 ? "all" : `w${i % 7}`)],
    ["items", (i: number) => `i${i},`],
    ["conditions", (i: number) => `, if w${i}`],
    ["clauses", (i: number) => `w${i}, which`],
  ])("made of %s find nothing wrong with a copy", (_, word) => {
    const text = `The text holds ${repeated(word)}.`;
    expect(findings(text, text)).toEqual([]);
  });

  it("still see what is wrong at its end", () => {
    const numbers = repeated((i) => `${i} pages`);
    expect(findings(`It has ${numbers} and 777777 pages.`, `It has ${numbers} and 888888 pages.`)).toContain("number");
  });
});

describe("a text of marks, white space or dates", () => {
  it("is split and cut to its end", () => {
    const blank = " ".repeat(500_000);
    expect(splitAnswer(`It is so. ${"[1]".repeat(LONG)}`)).toHaveLength(1);
    expect(splitClauses(`Vectors matter${blank}much here`)).toHaveLength(1);
    const sentence = `Vectors are kept in memory${blank}x, which nobody said.`;
    expect(cutPart(sentence, { start: sentence.indexOf("which"), end: sentence.length - 1 })).toBe(
      `Vectors are kept in memory${blank}x.`,
    );
    expect(findDates(repeated(() => "4 May 1990"))).toHaveLength(LONG);
  });
});

describe("a sentence of very many clauses", () => {
  it("is judged as a whole, not by a reading for each", async () => {
    let readings = 0;
    const words = createWordCountingModel();
    const model = {
      ...words,
      score: (pairs: Parameters<typeof words.score>[0]) => ((readings += pairs.length), words.score(pairs)),
    };
    const clauses = repeated((i) => `and w${i} is known to u${i},`, 500);
    await createClaimChecker(model).check(`The index is kept, ${clauses} at last.`, [{ text: "The index is kept." }]);
    expect(readings).toBeLessThan(10);
  });
});

describe("an index of numbers", () => {
  it("finds what a look at all of them finds", () => {
    const number = fc.tuple(
      fc.constantFrom("", "about ", "$"),
      fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom(0.25, 1.5, 99.5, 100, 101, 1_000, 1_012, 1_100)),
      fc.constantFrom("", "%", " km", " m", " metres", " ms", " seconds", " pages", "k", ".2.3"),
    );
    const text = fc
      .array(number, { minLength: 1, maxLength: 12 })
      .map((all) => all.map((one) => one.join("")).join(", "));
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [claimed, given] = [findNumbers(one), findNumbers(other)];
        const [ofClaimed, ofGiven] = [createNumberIndex(claimed), createNumberIndex(given)];
        for (const number of claimed) {
          expect(ofGiven.holds(number)).toBe(given.some((own) => isSameNumber(number, own)));
        }
        for (const number of given) {
          expect(ofClaimed.claims(number)).toBe(claimed.some((own) => isSameNumber(own, number)));
        }
      }),
      { numRuns: 500 },
    );
  });
});
