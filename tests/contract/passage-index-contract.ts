import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Document } from "../../src/domain/document.js";
import type { Filters } from "../../src/domain/query.js";
import type { Hit, PassageIndex } from "../../src/ports/passage-index.js";
import { createHashingEmbedder } from "../doubles/hashing-embedder.js";

const place = { url: null, publishedAt: null, trust: "normal", duplicateOf: null } as const;
/** Four documents of one passage each. */
export const DOCUMENTS: (Document & { headingPath: string[] })[] = [
  { ...place, tags: [], id: "cats.md", title: "Cats", headingPath: [], text: "They sleep most of the day." },
  {
    ...place,
    tags: [],
    id: "dogs.md",
    title: "Pets",
    headingPath: ["Dogs"],
    text: "A dog sleeps, a dog barks, a dog eats.",
  },
  {
    ...place,
    tags: [],
    id: "sky/stars.md",
    title: "Stars",
    headingPath: [],
    text: "Stars burn hydrogen in their cores.",
  },
  { ...place, tags: [], id: "sky/moon.md", title: "Moon", headingPath: [], text: "It has no light of its own." },
];
Object.assign(DOCUMENTS[2]!, {
  url: "https://sky.example.org/stars",
  publishedAt: "2024-06-01T12:00:00Z",
  tags: ["sky", "sun"],
});
Object.assign(DOCUMENTS[3]!, { url: "not a url", publishedAt: "2023-06-01", tags: ["sky"], trust: "high" });
Object.assign(DOCUMENTS[0]!, { trust: "low" });

export const contractEmbedder = createHashingEmbedder({ dimension: 128 });

/** What every passage index keeps to (src/ports/passage-index.ts), over the passages of `DOCUMENTS`. */
export function testPassageIndex(name: string, open: () => Promise<{ index: PassageIndex; close(): void }>): void {
  describe(`${name} as a passage index`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let index: PassageIndex;
    beforeAll(async () => ({ index } = opened = await open()));
    afterAll(() => opened.close());

    const ids = (hits: Hit[]): string[] => hits.map((hit) => hit.passageId);
    const isSorted = (hits: Hit[]): boolean => hits.every((hit, i) => i === 0 || hits[i - 1]!.score >= hit.score);

    it("finds words of title, headings and body, in any form of theirs", async () => {
      expect(ids(await index.searchLexical("cat", 10))).toEqual(["cats.md#0"]);
      expect(ids(await index.searchLexical("barking dogs", 10))).toEqual(["dogs.md#0"]);
      expect(ids(await index.searchLexical("burned HYDROGEN", 10))).toEqual(["sky/stars.md#0"]);
    });

    it("gives the best hits first and no more than wanted", async () => {
      const hits = await index.searchLexical("sleeping dogs and stars", 10);
      expect(hits).toHaveLength(3);
      expect(isSorted(hits)).toBe(true);
      expect(await index.searchLexical("sleeping dogs and stars", 2)).toEqual(hits.slice(0, 2));
    });

    it.each(["", "  ", "the of and", "?!", "zebra"])("finds nothing by words for %j", async (query) => {
      expect(await index.searchLexical(query, 10)).toEqual([]);
    });

    it("finds every passage by its own vector, at a cosine of 1", async () => {
      for (const { id, title, headingPath, text } of DOCUMENTS) {
        const vector = await contractEmbedder.embedQuery([title, ...headingPath, text].join(" "));
        const hits = await index.searchDense(vector, 10);
        expect(hits[0]!.passageId).toBe(`${id}#0`);
        expect(hits[0]!.score).toBeCloseTo(1, 5);
        expect(isSorted(hits)).toBe(true);
        expect(hits).toHaveLength(DOCUMENTS.length);
      }
    });

    it.each([
      ["a host", { site: "sky.example.org" }, ["sky/stars.md#0"]],
      ["a domain above the host", { site: "example.org" }, ["sky/stars.md#0"]],
      ["the beginning of an id", { site: "sky/" }, ["sky/moon.md#0", "sky/stars.md#0"]],
      ["a host in capitals", { site: "Sky.Example.org" }, ["sky/stars.md#0"]],
      ["any of several sites", { sites: ["sky.example.org", "dogs"] }, ["dogs.md#0", "sky/stars.md#0"]],
      ["all but several sites", { excludedSites: ["example.org", "dogs"] }, ["cats.md#0", "sky/moon.md#0"]],
      ["a site among those allowed", { site: "sky/", sites: ["dogs", "sky/m"] }, ["sky/moon.md#0"]],
      ["no such site", { site: "ample.org" }, []],
      ["a first date", { publishedAfter: "2024" }, ["sky/stars.md#0"]],
      ["a last day, its hours included", { publishedBefore: "2024-06-01" }, ["sky/moon.md#0", "sky/stars.md#0"]],
      ["both dates", { publishedAfter: "2023-01", publishedBefore: "2023-12" }, ["sky/moon.md#0"]],
      ["a tag", { tags: ["sky"] }, ["sky/moon.md#0", "sky/stars.md#0"]],
      ["all of several tags", { tags: ["sky", "sun"] }, ["sky/stars.md#0"]],
      ["a tag that no document has", { tags: ["sea"] }, []],
      ["documents of high trust", { minTrust: "high" }, ["sky/moon.md#0"]],
      ["documents not of low trust", { minTrust: "normal" }, ["dogs.md#0", "sky/moon.md#0", "sky/stars.md#0"]],
      ["a tag and a date", { tags: ["sky"], publishedAfter: "2024" }, ["sky/stars.md#0"]],
    ] satisfies [string, Filters, string[]][])("keeps to %s in both searches", async (_, filters, expected) => {
      const query = "cats dogs stars moon";
      const vector = await contractEmbedder.embedQuery(query);
      expect(ids(await index.searchLexical(query, 10, filters)).sort()).toEqual(expected);
      expect(ids(await index.searchDense(vector, 10, filters)).sort()).toEqual(expected);
    });

    it("gives passages in the order of the ids, without unknown ones", async () => {
      const passages = await index.getPassages(["sky/stars.md#0", "nowhere#7", "cats.md#0"]);
      expect(passages.map(({ id, documentId, title }) => [id, documentId, title])).toEqual([
        ["sky/stars.md#0", "sky/stars.md", "Stars"],
        ["cats.md#0", "cats.md", "Cats"],
      ]);
      expect(passages[0]).toMatchObject({ text: DOCUMENTS[2]!.text, url: DOCUMENTS[2]!.url, headingPath: [] });
    });

    it("tells what each term adds to a passage's score, in sum that of the search", async () => {
      const query = "zebras, dogs and sleeping dogs";
      const hits = await index.searchLexical(query, 10);
      const shares = await index.termShares(query, ids(hits));
      expect(ids(hits)).toEqual(["dogs.md#0", "cats.md#0"]);
      for (const [i, { score }] of hits.entries()) {
        expect(shares[i]!.map(({ term }) => term)).toEqual(["zebra", "dog", "sleep"]);
        expect(shares[i]!.reduce((sum, share) => sum + share.score, 0)).toBeCloseTo(score, 6);
      }
      expect(shares[1]!.map((share) => share.score > 0)).toEqual([false, false, true]);
    });

    it("tells the shares of passages that are no hits, and nothing of unknown ones", async () => {
      const [moon, unknown] = await index.termShares("hydrogen", ["sky/moon.md#0", "nowhere#7"]);
      expect(moon).toMatchObject([{ score: 0 }]);
      expect(unknown).toEqual([]);
      expect(await index.termShares("the of and", ["cats.md#0"])).toEqual([[]]);
    });

    it("knows how rare a word is, in any form of it, and which no document holds", async () => {
      const [sleep, hydrogen, slept, zebra, empty] = await index.wordRarity([
        "sleep",
        "hydrogen",
        "sleeping",
        "zebra",
        "",
      ]);
      expect(hydrogen).toBeGreaterThan(sleep!);
      expect(slept).toBe(sleep);
      expect([zebra, empty]).toEqual([null, null]);
    });

    it("knows the words nearest to a misspelled one, as they are spelled", async () => {
      expect(await index.nearWords("hydrogne", 1)).toEqual([
        { word: "hydrogen", distance: 1, rarity: expect.any(Number) },
      ]);
      const near = await index.nearWords("starrs", 2);
      expect(near.map(({ word, distance }) => [word, distance])).toEqual([["stars", 1]]);
      expect((await index.nearWords("tehir", 1)).map(({ word, rarity }) => [word, rarity])).toEqual([["their", 0]]);
      expect(await index.nearWords("zebra", 2)).toEqual([]);
    });
  });
}
