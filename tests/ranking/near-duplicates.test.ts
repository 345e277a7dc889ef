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
});
