import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { removeNearDuplicates } from "../../src/ranking/near-duplicates.js";
import { aCandidate } from "../doubles/evidence.js";

const TEXT = "The index keeps one vector for each passage and one posting list for each term of the text";
const texts = (all: string[], threshold: number) =>
  removeNearDuplicates(
    all.map((text, i) => aCandidate(text, 1 - i / 10, { documentId: `${i}.md` })),
    threshold,
  ).map(({ passage }) => passage.documentId);

describe("removeNearDuplicates", () => {
  it("keeps the better one of two copies", () => {
    expect(texts([TEXT, "Something else altogether is said here", TEXT], 0.85)).toEqual(["0.md", "1.md"]);
  });

  it("takes a text with one word added for a repeat, at 0.85", () => {
    expect(texts([TEXT, `${TEXT} today`], 0.85)).toEqual(["0.md"]);
  });

  it("keeps that text when only exact copies go, at 1", () => {
    expect(texts([TEXT, `${TEXT} today`, TEXT.toUpperCase()], 1)).toEqual(["0.md", "1.md"]);
  });

  it("keeps a passage beside another that holds it among much else", () => {
    expect(
      texts([`${TEXT}. ${"More of it follows, about quite other things, at length. ".repeat(5)}`, TEXT], 0.85),
    ).toEqual(["0.md", "1.md"]);
  });

  it("compares texts shorter than a shingle by all their words", () => {
    expect(texts(["Vector index", "vector index!", "Vector store"], 0.85)).toEqual(["0.md", "2.md"]);
  });

  it("keeps the same as a comparison of every pair", () => {
    const word = fc.constantFrom("index", "the", "vector", "graph", "of", "slow", "list", "Lists", "posting", "a");
    const passage = fc.array(word, { maxLength: 14 }).map((all) => all.join(" "));
    // Copies with a change or two, which independent draws would hardly give.
    const nearCopies = fc
      .tuple(passage, fc.array(fc.tuple(fc.nat(14), word), { maxLength: 3 }))
      .map(([text, changes]) => [text, changes.reduce((all, [at, word]) => replaced(all, at, word), text)]);
    fc.assert(
      fc.property(fc.array(nearCopies, { maxLength: 5 }), fc.constantFrom(0.3, 0.6, 0.85, 1), (drawn, threshold) => {
        const all = drawn.flat();
        expect(texts(all, threshold)).toEqual(naively(all, threshold));
      }),
      { numRuns: 400 },
    );
  });
});

function replaced(text: string, at: number, word: string): string {
  const all = text.split(" ");
  return [...all.slice(0, at), word, ...all.slice(at + 1)].join(" ");
}

function naively(all: string[], threshold: number): string[] {
  const shinglesOf = (text: string): Set<string> => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length < 3) return new Set([words.join(" ")]);
    return new Set(words.slice(2).map((_, i) => words.slice(i, i + 3).join(" ")));
  };
  const isRepeat = (a: Set<string>, b: Set<string>): boolean => {
    const common = [...a].filter((shingle) => b.has(shingle)).length;
    const isComparable = Math.min(a.size, b.size) >= 0.5 * Math.max(a.size, b.size);
    return isComparable && common / (a.size + b.size - common) >= threshold;
  };
  const kept: { id: string; shingles: Set<string> }[] = [];
  for (const [i, text] of all.entries()) {
    const shingles = shinglesOf(text);
    if (!kept.some((other) => isRepeat(shingles, other.shingles))) kept.push({ id: `${i}.md`, shingles });
  }
  return kept.map(({ id }) => id);
}
