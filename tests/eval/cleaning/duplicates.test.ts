import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMinHash, createMinHashIndex } from "../../../eval/cleaning/min-hash-index.js";
import { compareRows, toComparableRow } from "../../../eval/cleaning/near-duplicates.js";
import { DEFAULT_CLEANING } from "../../../eval/cleaning/settings.js";
import {
  comparableWords,
  jaccard,
  jaccardOfSorted,
  shingleHashes,
  shingleSet,
} from "../../../eval/cleaning/shingles.js";
import { sayTheSame, tellingKey, tellingWords } from "../../../eval/cleaning/telling-words.js";
import { seededRandom } from "../../../eval/statistics/random.js";
import { clean, found, keptLines } from "./cleaning-fixtures.js";

const row = (question: string, answer: string, more: object = {}) => ({ question, answer, ...more });

describe("exact duplicates", () => {
  it("are equal but for case, width, spacing, quotes and closing punctuation", async () => {
    const cleaning = await clean(
      {
        "a.jsonl": [
          row("Who wrote “Notes”?", "Ada Lovelace."),
          row('who  wrote "notes"', "ADA LOVELACE"),
          row("Who wrote ＂Notes＂ ?", "Ada Lovelace"),
          row("Who wrote C?", "Ritchie"),
          row("Who wrote C++?", "Stroustrup"),
          row("Who wrote “Notes”?", "Babbage"),
        ],
      },
      { skip: ["near-duplicates"] },
    );
    expect(keptLines(cleaning)).toEqual({ "a.jsonl": [1, 4, 5, 6] });
    expect(cleaning.findings.removed).toMatchObject([
      { line: 2, of: { line: 1 } },
      { line: 3, of: { line: 1 } },
    ]);
  });

  it("may list their answers in another order", async () => {
    const rows = [["a", "b"], ["B", "a", "b"], ["a"]].map((answers) => ({ question: "Which?", answers }));
    expect(keptLines(await clean({ "a.jsonl": rows }))).toEqual({ "a.jsonl": [1, 3] });
  });

  it("are not rows on another passage", async () => {
    const rows = ["p", "q", "p"].map((passage) => row("Is it so?", "Yes.", { passage }));
    expect(keptLines(await clean({ "a.jsonl": rows }))).toEqual({ "a.jsonl": [1, 2] });
  });
});

describe("similar texts say different things", () => {
  const same = (a: string, b: string): boolean => sayTheSame(tellingWords(a), tellingWords(b));

  it.each([
    ["who won the fifth season of the show", "who won the first season of the show"],
    ["What was the population of Oslo in 2010?", "What was the population of Oslo in 2011?"],
    ["Should prisons be abolished?", "Should private prisons be abolished?"],
    ["Is it safe to eat raw eggs?", "Is it not safe to eat raw eggs?"],
    ["Why can we see the far side?", "Why can't we see the far side?"],
    ["Does thinking presuppose language competence?", "Does language competence presuppose thinking?"],
    ["How do I convert C to C++?", "How do I convert C to C#?"],
    ["flights to Paris tomorrow morning", "flights from Paris tomorrow morning"],
    ["Who was the president of the club?", "Who is the president of the club?"],
    ["Should food products be taxed?", "Should food production be taxed?"],
  ])("%s | %s", (a, b) => expect(same(a, b)).toBe(false));

  it.each([
    ["Should the death penalty be abolished?", "Should death penalty be abolished"],
    ["Should genetically modified food be labeled?", "Should genetically-modified foods be labelled?"],
    ["Should GMOs be labeled?", "Should GMO's be labeled?"],
    ["Should the government regulate gambling?", "Should governments regulate gambling?"],
    ["What causes inflammation of joints?", "What causes inflamation of the joints?"],
  ])("not %s | %s", (a, b) => {
    expect(same(a, b)).toBe(true);
    expect(tellingKey(tellingWords(a))).toBe(tellingKey(tellingWords(b)));
  });

  it("unless a word in twenty differs", () => {
    const words =
      "zero alpha bravo charly delta echo foxtrot golf hotel india juliet kilo lima mike oscar papa romeo sierra tango union";
    expect(words.split(" ")).toHaveLength(20);
    expect(same(words, words.replace("golf", "tennis"))).toBe(true);
    expect(same(words, words.replace("golf", "tennis").replace("lima", "quito"))).toBe(false);
    expect(same(`${words} 5`, `${words} 6`)).toBe(false);
  });
});

describe("MinHash", () => {
  it("agrees in a place with the probability of the Jaccard similarity", () => {
    const random = seededRandom(3);
    const signature = createMinHash(512);
    for (const common of [10, 50, 90]) {
      const values = Uint32Array.from({ length: 200 - common }, () => random() * 2 ** 32);
      const a = signature(values.slice(0, 100));
      const b = signature(values.slice(100 - common));
      const agreeing = a.filter((value, place) => value === b[place]).length / 512;
      const similarity = common / (200 - common);
      // Five standard errors of a share of 512.
      expect(Math.abs(agreeing - similarity)).toBeLessThan(5 * Math.sqrt((similarity * (1 - similarity)) / 512));
    }
  });

  it("finds equal sets always, and never an empty one", () => {
    const index = createMinHashIndex({ permutations: 12, bands: 3, capacity: 3 });
    const set = Uint32Array.of(1, 2, 3);
    index.add(set, "key");
    index.add(new Uint32Array(), "key");
    index.add(set, "key");
    expect(index.candidates(set, "key")).toEqual([0, 2]);
    expect(index.candidates(new Uint32Array(), "key")).toEqual([]);
    expect(index.candidates(Uint32Array.of(1, 2, 3), "other key")).toEqual([]);
  });
});

describe("shingles", () => {
  it("are runs of characters of the words, those of a short text its whole", () => {
    expect(shingleSet(["ab", "c"], 4)).toEqual(new Set([" ab ", "ab c", "b c "]));
    expect(shingleSet(["a"], 5)).toEqual(new Set([" a "]));
    expect(shingleSet([], 5)).toEqual(new Set());
  });

  it("have the same similarity as their hashes", () => {
    const text = fc
      .array(fc.constantFrom("who", "wrote", "the", "notes", "of", "1843"))
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const sets = [a, b].map((one) => shingleSet(comparableWords(one), 5));
        const hashes = [a, b].map((one) => shingleHashes(comparableWords(one), 5));
        expect(jaccardOfSorted(hashes[0]!, hashes[1]!)).toBe(jaccard(sets[0]!, sets[1]!));
      }),
    );
  });

  it("have a Jaccard similarity of common through all", () => {
    expect(jaccard(new Set(["a", "b", "c"]), new Set(["b", "c", "d"]))).toBe(2 / 4);
    expect(jaccard(new Set(), new Set(["a"]))).toBe(0 / 1);
    expect(jaccard(new Set(), new Set())).toBe(1);
  });
});

describe("near duplicates", () => {
  it("repeat both the question and the answer", async () => {
    const long = "The mill does the arithmetic and the store keeps the numbers of the engine for later use.";
    const cleaning = await clean({
      "a.jsonl": [
        row("What are the parts of the analytical engine?", long),
        row("What are the parts of an analytical engine?", long.replace("and the", "and")),
        row("Where were the parts of the engine made?", long),
        row("What are the parts of the analytical engine?", "A mill and a store."),
      ],
    });
    expect(keptLines(cleaning)).toEqual({ "a.jsonl": [1, 3, 4] });
    expect(cleaning.findings.removed).toMatchObject([{ line: 2, step: "near-duplicates", of: { line: 1 } }]);
    expect(cleaning.findings.removed[0]!.similarity).toBeGreaterThanOrEqual(DEFAULT_CLEANING.threshold);
  });

  it("are none when a telling word differs", async () => {
    const rows = ["first", "fifth"].map((nth) => ({ question: `who won the ${nth} season of america's got talent` }));
    expect(keptLines(await clean({ "a.jsonl": rows }))).toEqual({ "a.jsonl": [1, 2] });
  });

  it("are those that comparing all pairs finds", async () => {
    const subject = fc.constantFrom(
      "engine",
      "engines",
      "analytical engine",
      "loom",
      "the loom",
      "mill of 1843",
      "mill of 1844",
    );
    const verb = fc.constantFrom(
      "should the inventor of",
      "should inventors of",
      "should not the inventor of",
      "when did the maker of",
    );
    const end = fc.constantFrom("be remembered today", "be remembred today", "be remembered", "write about arithmetic");
    const question = fc.tuple(verb, subject, end).map((parts) => `${parts.join(" ")}?`);
    const answer = fc.constantFrom(
      "Yes, they should.",
      "Yes they should",
      "No.",
      "That is hard to say without the letters.",
    );
    const rows = fc.array(fc.record({ question, answer }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(rows, async (generated) => {
        const settings = { skip: ["exact-duplicates", "truncated"] as const };
        const before = await clean({ "a.jsonl": generated }, { skip: [...settings.skip, "near-duplicates"] });
        const naive: ReturnType<typeof toComparableRow>[] = [];
        for (const one of before.files[0]!.split.rows) {
          const own = toComparableRow(one, DEFAULT_CLEANING);
          const repeats = naive.some((other) => compareRows(own, other, DEFAULT_CLEANING) !== null);
          if (!repeats) naive.push(own);
        }
        const cleaning = await clean({ "a.jsonl": generated }, { skip: [...settings.skip] });
        expect(keptLines(cleaning)["a.jsonl"]).toEqual(naive.map(({ row: { line } }) => line));
      }),
      { numRuns: 25, seed: 11 },
    );
  });

  it.each([
    ["one prompt", () => "Summarise the following text in one sentence, please."],
    ["one template", (word: () => string) => `what is the population of ${word()}`],
  ])("do not take quadratic time when all rows share %s", async (_, question) => {
    const random = seededRandom(4);
    const word = (): string =>
      Math.floor(random() * 2 ** 32)
        .toString(36)
        .replace(/\d/g, "o");
    const rows = Array.from({ length: 3_000 }, () => row(question(word), Array.from({ length: 12 }, word).join(" ")));
    const startedAt = performance.now();
    const cleaning = await clean({ "a.jsonl": rows, "b.jsonl": rows.slice(0, 1) });
    expect(found(cleaning.findings.removed, "near-duplicates")).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});
