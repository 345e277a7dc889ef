import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createClaimChecker } from "../../../src/validation/check-claim.js";
import {
  type CitationQuality,
  citationQuality,
  readCitedSentence,
  type SupportPredicate,
} from "../../../eval/metrics/alce.js";

const { check: checkClaim } = createClaimChecker(null);

const TOWER = "The Eiffel Tower was completed in 1889 [1].";
const LOUVRE = "The Louvre received 8.7 million visitors in 2024 [2].";
const BRIDGES = "Thirty-seven bridges cross the Seine [3].";
const COMPANY = "The company of Gustave Eiffel designed the tower for a fair [4].";
/** Source 1 has the year, source 4 the number of parts. */
const JOINT = "The Eiffel Tower was completed in 1889 and consists of 18,038 iron parts";
const CLAIM = "A claim";

const sources = new Map([
  [1, ["The Eiffel Tower was completed in 1889. It is 330 metres tall and stands in Paris."]],
  [2, ["The Louvre is the most visited museum in the world.", "It received 8.7 million visitors in 2024."]],
  [3, ["The Seine flows through Paris and divides it into two banks. Thirty-seven bridges cross the Seine."]],
  [4, ["The company of Gustave Eiffel designed the tower for a World's Fair. It consists of 18,038 iron parts."]],
  [5, ["Workers completed the Eiffel Tower in 1889, after two years."]],
  [6, []],
]);

/** The project's own check. */
const ownCheck: SupportPredicate = async (claim, passages) =>
  (
    await checkClaim(
      claim,
      passages.map((text) => ({ text })),
    )
  ).verdict === "supported";

const score = (marked: readonly string[]): Promise<CitationQuality> =>
  citationQuality(marked.map(readCitedSentence), sources, ownCheck);

const CLEAN = [TOWER, LOUVRE, BRIDGES, COMPANY];
const cleanBut = (index: number, sentence: string): string[] => CLEAN.with(index, sentence);

type Move = "falls" | "stays" | "goes";
interface Case {
  name: string;
  answer: string[];
  /** Supported sentences of all, and what that is beside the clean answer's 4 of 4. */
  recall: [part: number, whole: number, move: Move];
  /** Relevant citations of all, likewise. */
  precision: [part: number, whole: number, move: Move];
  redundant?: number;
  invalid?: number;
  uncited?: number;
}

const CASES: Case[] = [
  { name: "nothing wrong", answer: CLEAN, recall: [4, 4, "stays"], precision: [4, 4, "stays"] },

  // What the sentence says is wrong.
  {
    name: "a fabricated number in place of the passage's",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1899 [1]."),
    recall: [3, 4, "falls"],
    precision: [3, 4, "falls"],
  },
  {
    name: "a fabricated number of the same size",
    answer: cleanBut(1, "The Louvre received 9.7 million visitors in 2024 [2]."),
    recall: [3, 4, "falls"],
    precision: [3, 4, "falls"],
  },
  {
    name: "a share in place of a count",
    answer: cleanBut(1, "The Louvre received 8.7% visitors in 2024 [2]."),
    recall: [3, 4, "falls"],
    precision: [3, 4, "falls"],
  },
  {
    name: "a number where the passage has none",
    answer: [...CLEAN, "A ticket for the Louvre costs 22 euros [2]."],
    recall: [4, 5, "falls"],
    precision: [4, 5, "falls"],
  },
  {
    name: "a negation",
    answer: cleanBut(0, "The Eiffel Tower was not completed in 1889 [1]."),
    recall: [3, 4, "falls"],
    precision: [3, 4, "falls"],
  },
  {
    name: "a person in place of another",
    answer: cleanBut(3, "The company of Gustave Courbet designed the tower for a fair [4]."),
    recall: [3, 4, "falls"],
    precision: [3, 4, "falls"],
  },
  {
    name: "a place in place of another",
    answer: cleanBut(2, "Thirty-seven bridges cross the Thames [3]."),
    recall: [3, 4, "falls"],
    precision: [3, 4, "falls"],
  },
  {
    name: "an addition that no passage holds",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1889 and painted green by volunteers from Lyon [1]."),
    recall: [3, 4, "falls"],
    precision: [3, 4, "falls"],
  },
  {
    name: "an invented sentence with a citation",
    answer: [...CLEAN, "Sourdough bread needs a long rest before baking [2]."],
    recall: [4, 5, "falls"],
    precision: [4, 5, "falls"],
  },
  {
    name: "an invented sentence without a citation",
    answer: [...CLEAN, "Sourdough bread needs a long rest before baking."],
    recall: [4, 5, "falls"],
    precision: [4, 4, "stays"],
    uncited: 1,
  },

  // The sentence is right, its citation is not.
  {
    name: "the citations of two sentences swapped",
    answer: [
      "The Eiffel Tower was completed in 1889 [3].",
      LOUVRE,
      "Thirty-seven bridges cross the Seine [1].",
      COMPANY,
    ],
    recall: [2, 4, "falls"],
    precision: [2, 4, "falls"],
  },
  {
    name: "all citations shifted by one",
    answer: CLEAN.map((sentence) => sentence.replace(/\d(?=\])/, (digit) => String((Number(digit) % 4) + 1))),
    recall: [0, 4, "falls"],
    precision: [0, 4, "falls"],
  },
  {
    name: "a missing citation",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1889."),
    recall: [3, 4, "falls"],
    precision: [3, 3, "stays"],
    uncited: 1,
  },
  {
    name: "no citation at all",
    answer: CLEAN.map((sentence) => sentence.replace(/ \[\d\]/, "")),
    recall: [0, 4, "falls"],
    precision: [0, 0, "goes"],
    uncited: 4,
  },
  {
    name: "a source without text",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1889 [6]."),
    recall: [3, 4, "falls"],
    precision: [3, 4, "falls"],
  },

  // More citations than needed.
  {
    name: "a redundant citation",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1889 [1][2]."),
    recall: [4, 4, "stays"],
    precision: [4, 5, "falls"],
    redundant: 1,
  },
  {
    name: "two redundant citations on one sentence",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1889 [1][2][3]."),
    recall: [4, 4, "stays"],
    precision: [4, 6, "falls"],
    redundant: 2,
  },
  {
    name: "every source cited to every sentence",
    answer: CLEAN.map((sentence) => sentence.replace(/\[\d\]/, "[1][2][3][4]")),
    recall: [4, 4, "stays"],
    precision: [4, 4 * 4, "falls"],
    redundant: 4 * 3,
  },
  {
    name: "two sources, either of which supports alone",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1889 [1][5]."),
    recall: [4, 4, "stays"],
    precision: [5, 5, "stays"],
  },
  {
    name: "three citations on an unsupported sentence, all of no use",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1899 [1][4][5]."),
    recall: [3, 4, "falls"],
    precision: [3, 6, "falls"],
  },

  // Sentences that need two sources.
  {
    name: "a sentence that two sources support jointly",
    answer: [...CLEAN, `${JOINT} [1][4].`],
    recall: [5, 5, "stays"],
    precision: [6, 6, "stays"],
  },
  {
    name: "a joint sentence with the first source only",
    answer: [...CLEAN, `${JOINT} [1].`],
    recall: [4, 5, "falls"],
    precision: [4, 5, "falls"],
  },
  {
    name: "a joint sentence with the second source only",
    answer: [...CLEAN, `${JOINT} [4].`],
    recall: [4, 5, "falls"],
    precision: [4, 5, "falls"],
  },
  {
    name: "a joint sentence with one of its sources taken for another",
    answer: [...CLEAN, `${JOINT} [1][2].`],
    recall: [4, 5, "falls"],
    precision: [4, 6, "falls"],
  },
  {
    name: "a joint sentence with an irrelevant third source",
    answer: [...CLEAN, `${JOINT} [1][2][4].`],
    recall: [5, 5, "stays"],
    precision: [6, 7, "falls"],
    redundant: 1,
  },

  // Marks of sources that do not exist.
  {
    name: "an out-of-range mark alone",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1889 [9]."),
    recall: [3, 4, "falls"],
    precision: [3, 4, "falls"],
    invalid: 1,
  },
  {
    name: "an out-of-range mark beside a valid one",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1889 [1][9]."),
    recall: [4, 4, "stays"],
    precision: [4, 5, "falls"],
    invalid: 1,
  },
  {
    name: "a mark of source 0",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1889 [0]."),
    recall: [3, 4, "falls"],
    precision: [3, 4, "falls"],
    invalid: 1,
  },
  {
    name: "an out-of-range mark on an unsupported sentence",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1899 [1][9]."),
    recall: [3, 4, "falls"],
    precision: [3, 5, "falls"],
    invalid: 1,
  },
  {
    name: "nothing but invalid citations",
    answer: CLEAN.map((sentence) => sentence.replace(/\[\d\]/, "[7][8]")),
    recall: [0, 4, "falls"],
    precision: [0, 4 * 2, "falls"],
    invalid: 4 * 2,
  },

  // Marks twice.
  {
    name: "a duplicate mark",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1889 [1][1]."),
    recall: [4, 4, "stays"],
    precision: [4, 4, "stays"],
  },
  {
    name: "a duplicate mark on a joint sentence",
    answer: [...CLEAN, `${JOINT} [1][4][1].`],
    recall: [5, 5, "stays"],
    precision: [6, 6, "stays"],
  },
  {
    name: "a duplicate out-of-range mark",
    answer: cleanBut(0, "The Eiffel Tower was completed in 1889 [1][9][9]."),
    recall: [4, 4, "stays"],
    precision: [4, 5, "falls"],
    invalid: 1,
  },

  // Form.
  { name: "its sentences reordered", answer: CLEAN.toReversed(), recall: [4, 4, "stays"], precision: [4, 4, "stays"] },
  {
    name: "its marks after the full stop",
    answer: CLEAN.map((sentence) => sentence.replace(/ (\[\d\])\./, ". $1")),
    recall: [4, 4, "stays"],
    precision: [4, 4, "stays"],
  },
  {
    name: "marks in two places of a sentence",
    answer: [...CLEAN, "The Eiffel Tower was completed in 1889 [1] and consists of 18,038 iron parts [4]."],
    recall: [5, 5, "stays"],
    precision: [6, 6, "stays"],
  },
  { name: "a sentence said twice", answer: [...CLEAN, TOWER], recall: [5, 5, "stays"], precision: [5, 5, "stays"] },
  {
    name: "a lone mark, which is a sentence that says nothing",
    answer: [...CLEAN, "[1]"],
    recall: [4, 5, "falls"],
    precision: [4, 5, "falls"],
  },
  { name: "no sentence at all", answer: [], recall: [0, 0, "goes"], precision: [0, 0, "goes"] },
];

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
/** What became of the clean answer's 1. */
const moveOf = (value: number | null): Move => (value === null ? "goes" : value < 1 ? "falls" : "stays");

describe("citation recall and precision of an answer with", () => {
  it.each(CASES)("$name", async ({ answer, recall, precision, redundant = 0, invalid = 0, uncited = 0 }) => {
    const scores = await score(answer);
    expect(scores).toEqual({
      recall: share(recall[0], recall[1]),
      precision: share(precision[0], precision[1]),
      sentences: recall[1],
      supportedSentences: recall[0],
      uncitedSentences: uncited,
      citations: precision[1],
      relevantCitations: precision[0],
      redundantCitations: redundant,
      invalidCitations: invalid,
    });
    expect({ recall: moveOf(scores.recall), precision: moveOf(scores.precision) }).toEqual({
      recall: recall[2],
      precision: precision[2],
    });
  });

  it("thirty or more faults and forms of them", async () => {
    expect(new Set(CASES.map((planted) => planted.answer.join("\n"))).size).toBeGreaterThanOrEqual(30);
  });
});

/** Supports a claim when the passages hold all that it needs. */
const needing =
  (needs: Record<string, readonly number[]>): SupportPredicate =>
  (claim, passages) =>
    needs[claim]!.every((number) => passages.includes(`passage ${number}`));
const numbered = new Map([1, 2, 3, 4, 5].map((number) => [number, [`passage ${number}`]]));
const judged = (citations: number[], needs: readonly number[]): Promise<CitationQuality> =>
  citationQuality([{ text: CLAIM, citations }], numbered, needing({ [CLAIM]: needs }));

describe("all citations of a sentence count", () => {
  it("so that a fourth which is needed makes it supported", async () => {
    expect(await judged([1, 2, 3, 4], [1, 2, 3, 4])).toMatchObject({ recall: 1 / 1, precision: 4 / 4 });
    expect(await judged([1, 2, 3], [1, 2, 3, 4])).toMatchObject({ recall: 0 / 1, precision: 0 / 3 });
  });

  it("so that a fourth or fifth which is not needed costs precision", async () => {
    expect(await judged([1, 2, 3, 4], [1, 2, 3])).toMatchObject({ precision: 3 / 4, redundantCitations: 1 });
    expect(await judged([1, 2, 3, 4, 5], [4])).toMatchObject({ precision: 1 / 5, redundantCitations: 4 });
  });
});

describe("two sources that say the same", () => {
  it("are both irrelevant when neither supports alone and each does without the other", async () => {
    // 1 says one half; 2 and 3 both say the other half.
    const halves: SupportPredicate = (_, passages) => passages.includes("passage 1") && passages.length > 1;
    const cited = [{ text: CLAIM, citations: [1, 2, 3] }];
    expect(await citationQuality(cited, numbered, halves)).toMatchObject({
      recall: 1 / 1,
      precision: 1 / 3,
      redundantCitations: 2,
    });
  });
});

describe("the judge", () => {
  it("is asked once for the same claim and passages, in whatever order they are marked", async () => {
    const judge = vi.fn(needing({ a: [1, 2], b: [3] }));
    const scores = await citationQuality(
      [
        { text: "a", citations: [2, 1] },
        { text: "a", citations: [1, 2] },
        { text: "b", citations: [3] },
      ],
      numbered,
      judge,
    );
    expect(scores).toMatchObject({ recall: 3 / 3, precision: 5 / 5 });
    expect(judge.mock.calls).toEqual([
      ["a", ["passage 1", "passage 2"]],
      ["a", ["passage 1"]],
      ["a", ["passage 2"]],
      ["b", ["passage 3"]],
    ]);
  });

  it("is not asked about what needs no judgement: no passage, no words", async () => {
    const judge = vi.fn(() => true);
    const sentences = [
      { text: "a", citations: [] },
      { text: "a", citations: [9] },
      { text: " – ", citations: [1] },
    ];
    expect(await citationQuality(sentences, numbered, judge)).toMatchObject({ recall: 0 / 3, precision: 0 / 2 });
    expect(judge).not.toHaveBeenCalled();
  });

  it("may answer later, and its failure is the caller's", async () => {
    const sentences = [{ text: CLAIM, citations: [1, 2] }];
    const later: SupportPredicate = (claim, passages) => Promise.resolve(needing({ [CLAIM]: [2] })(claim, passages));
    expect(await citationQuality(sentences, numbered, later)).toMatchObject({ recall: 1, precision: 1 / 2 });
    const failing: SupportPredicate = () => Promise.reject(new Error("no model"));
    await expect(citationQuality(sentences, numbered, failing)).rejects.toThrow("no model");
  });
});

describe("a sentence with marks", () => {
  it("is read as its text and the numbers, as they stand", async () => {
    expect(readCitedSentence("Paris is large [2][1], they say [2].")).toEqual({
      text: "Paris is large, they say.",
      citations: [2, 1, 2],
    });
    expect(readCitedSentence("`rows[3]` is an index.")).toEqual({ text: "`rows[3]` is an index.", citations: [] });
  });
});

describe("any answer", async () => {
  const sentence = fc.record({
    needs: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
    citations: fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 6 }),
  });
  const answers = fc.array(sentence, { maxLength: 6 });
  const scoreAll = (rows: { needs: number[]; citations: number[] }[]): Promise<CitationQuality> =>
    citationQuality(
      rows.map(({ citations, needs }) => ({ text: `needs ${needs.join()}`, citations })),
      numbered,
      needing(Object.fromEntries(rows.map(({ needs }) => [`needs ${needs.join()}`, needs]))),
    );

  it("whose sentences need certain sources has these as its relevant citations, where it cites them all", async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (rows) => {
        const supported = rows.filter(({ needs, citations }) => needs.every((number) => citations.includes(number)));
        const cited = rows.map(({ citations }) => new Set(citations).size).reduce((sum, size) => sum + size, 0);
        const needed = supported.map(({ needs }) => needs.length).reduce((sum, size) => sum + size, 0);
        const scores = await scoreAll(rows);
        expect(scores.recall).toBe(share(supported.length, rows.length));
        expect(scores.precision).toBe(share(needed, cited));
      }),
    );
  });

  it("keeps its scores when sentences and marks change places", async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (rows) => {
        const turned = rows.map(({ needs, citations }) => ({ needs, citations: citations.toReversed() })).toReversed();
        expect(await scoreAll(turned)).toEqual(await scoreAll(rows));
      }),
    );
  });
});
