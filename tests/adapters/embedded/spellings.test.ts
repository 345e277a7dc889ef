import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSpellings, spelledWords } from "../../../src/adapters/embedded/spellings.js";
import { createInterner } from "../../../src/adapters/embedded/string-table.js";
import { editDistance } from "../../../src/text/edit-distance.js";

function spellingsOf(words: Iterable<string>) {
  const interner = createInterner();
  for (const word of words) interner.add(word);
  return createSpellings(interner.finish());
}

describe("words as they are spelled", () => {
  it("are those of title, headings and text, lower case, of letters alone", () => {
    const passage = {
      title: "Café Réserve",
      headingPath: ["The HNSW Graph"],
      text: "v5 of it: snake_case, naïve 東京 ok.",
    };
    expect(spelledWords(passage)).toEqual(["cafe", "reserve", "the", "hnsw", "graph", "snake", "case", "naive"]);
  });
});

describe("near spellings", () => {
  it("are a slip away and begin alike", () => {
    const spellings = spellingsOf(["retrieval", "retrieved", "reprieval", "betrayal", "form", "from"]);
    expect(spellings.near("retreival", 1)).toEqual([{ word: "retrieval", distance: 1 }]);
    expect(spellings.near("retrieval", 1)).toEqual([
      { word: "retrieval", distance: 0 },
      { word: "reprieval", distance: 1 },
    ]);
    expect(spellings.near("fomr", 1)).toEqual([{ word: "form", distance: 1 }]);
    expect(spellings.near("getrayal", 1)).toEqual([]);
  });

  it("are all that a comparison with every word finds", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "y", "z"), minLength: 3, maxLength: 7 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 30 }),
        word,
        fc.integer({ min: 0, max: 3 }),
        (all, wanted, limit) => {
          const expected = all.filter((other) => other[0] === wanted[0] && editDistance(wanted, other, limit) <= limit);
          expect(
            spellingsOf(all)
              .near(wanted, limit)
              .map((near) => near.word),
          ).toEqual(expected);
        },
      ),
    );
  });
});
