import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCorrectSpelling } from "../../src/understanding/correct-spelling.js";
import { createUnderstand } from "../../src/understanding/understand.js";
import { createUnderstandCorrected } from "../../src/understanding/understand-corrected.js";
import type { Question } from "../../src/domain/query.js";
import { unattendedRun } from "../../src/domain/run.js";
import { editDistance } from "../../src/text/edit-distance.js";

/** Words of the documents, the most frequent first. */
const HELD = [
  "what",
  "wasn",
  "fires",
  "fibers",
  "retrieval",
  "retriever",
  "generation",
  "augmented",
  "index",
  "keys",
  "scale",
  "next",
  "deadpool",
  "made",
  "fallis",
];
const ENGLISH = new Set(["color", "kubernetes", "keyed"]);

const correctSpelling = createCorrectSpelling({
  index: {
    wordRarity: async (words) => words.map((word) => (HELD.includes(word) ? HELD.indexOf(word) : null)),
    nearWords: async (word, limit) =>
      HELD.map((held, rarity) => ({ word: held, distance: editDistance(word, held, limit), rarity }))
        .filter((near) => near.distance <= limit && near.word[0] === word[0])
        .sort((a, b) => a.distance - b.distance || a.rarity - b.rarity),
  },
  lexicon: { has: async (word) => ENGLISH.has(word) },
});

const corrected = async (text: string): Promise<string> => (await correctSpelling(text)).text;

describe("a misspelled word", () => {
  it.each([
    ["what is retreival?", "what is retrieval?"],
    ["Retreival: what is it?", "Retrieval: what is it?"],
    ["waht is retreival augmentd generation", "what is retrieval augmented generation"],
    ["a gneeraiton index", "a generation index"],
    ["who made Deadpol", "who made Deadpool"],
    ["which kyes", "which keys"],
    ["bright fibres", "bright fibers"],
    ["the Falis and Fallis of keyys", "the Fallis and Fallis of keys"],
  ])("is read as the nearest word of the documents: %s", async (text, expected) => {
    expect(await corrected(text)).toBe(expected);
  });

  it("is told, in the order of the text", async () => {
    const { corrections } = await correctSpelling("Waht is retreival?");
    expect(corrections).toEqual([
      { from: "Waht", to: "What" },
      { from: "retreival", to: "retrieval" },
    ]);
  });

  it("is the more frequent one of two that are equally near", async () => {
    expect(await corrected("what is a retrievel")).toBe("what is a retrieval");
  });
});

describe("what the documents lack stays lacking", () => {
  it.each([
    ["English words that no document holds", "which color has kubernetes"],
    ["words near nothing", "what is a zweihander"],
    ["words of which another first letter would make one", "what is betrieval"],
    ["identifiers", "what is retreival.js, --retreival, retreival_key, RETREIVAL and reTreival"],
    ["what is quoted", 'what is "retreival" and `retreival`'],
    ["filters and addresses", "tag:retreival retreival:x site:retreival.org/retreival @retreival"],
    ["compounds and contractions", "re-retreival retreival's"],
    ["contractions without their apostrophe", "why wasnt it and didnt it"],
    ["short names", "what is Nexx, Scare"],
    ["a wrong letter in a short word", "what is nuxt, nexz"],
    ["other languages", "wie werden indix verfahren gebaut"],
  ])("%s", async (_, text) => {
    expect(await correctSpelling(text)).toEqual({ text, corrections: [] });
  });

  it("loses nothing of any text, and changes only what it says it has changed", async () => {
    const piece = fc.oneof(fc.constantFrom(...HELD, "retreival", "augmentd", "…", "?", "«é»", " ", "\n"), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const text = pieces.join(" ");
        const { text: result, corrections } = await correctSpelling(text);
        let at = 0;
        let rebuilt = "";
        for (const { from, to } of corrections) {
          const place = text.indexOf(from, at);
          expect(place).toBeGreaterThanOrEqual(at);
          rebuilt += text.slice(at, place) + to;
          at = place + from.length;
        }
        if (new Set(corrections.map(({ from }) => from)).size === corrections.length && isOnceEach(text, corrections)) {
          expect(rebuilt + text.slice(at)).toBe(result);
        }
        expect(result.length - text.length).toBe(
          corrections.reduce((sum, { from, to }) => sum + to.length - from.length, 0),
        );
      }),
    );
  });
});

const isOnceEach = (text: string, corrections: { from: string }[]): boolean =>
  corrections.every(({ from }) => text.split(from).length === 2);

describe("understanding with corrected words", () => {
  const understand = createUnderstandCorrected(createUnderstand({ maxSubQueries: 3 }), correctSpelling);

  it("searches for the corrected question, and keeps the one that was asked", async () => {
    const plan = await understand({ text: "waht is retreival?", history: [] }, unattendedRun());
    expect(plan).toMatchObject({
      question: "waht is retreival?",
      standaloneQuestion: "what is retrieval?",
      subQueries: ["what is retrieval?"],
      answerType: "definition",
    });
    expect(plan.corrections).toHaveLength(2);
  });

  it("reads no more of a turn than the rules do, and loses none of it", async () => {
    const seen: Question[] = [];
    const stage = createUnderstandCorrected(async (question, run) => {
      seen.push(question);
      return understand(question, run);
    }, correctSpelling);
    const content = "retreival ".repeat(300);
    await stage({ text: "How does it scale?", history: [{ role: "user", content }] }, unattendedRun());
    const words = seen[0]!.history[0]!.content.split(" ");
    expect(words).toHaveLength(301);
    expect([words[0], words[199], words[200], words[299]]).toEqual([
      "retrieval",
      "retrieval",
      "retreival",
      "retreival",
    ]);
  });

  it("leans on corrected turns", async () => {
    const history = [
      { role: "user" as const, content: "What is a retreival index?" },
      { role: "assistant" as const, content: "A retreival thing." },
    ];
    const plan = await understand({ text: "How does it scale?", history }, unattendedRun());
    expect(plan.standaloneQuestion).toBe("How does retrieval index scale?");
    expect(plan).not.toHaveProperty("corrections");
  });
});
