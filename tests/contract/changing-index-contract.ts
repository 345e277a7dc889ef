import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PassageIndex } from "../../src/ports/passage-index.js";
import { contractEmbedder } from "./passage-index-contract.js";

export interface OpenedChangingIndex {
  index: PassageIndex;
  /** Adds a document of one passage, or replaces it. */
  put(id: string, text: string, tags?: string[]): Promise<void>;
  remove(...ids: string[]): Promise<void>;
  /** Resolves when what was written before is to be found. */
  refresh(): Promise<void>;
  close(): void;
}

/** What a passage index keeps to whose documents change while it is searched. Opened empty. */
export function testChangingIndex(name: string, open: () => Promise<OpenedChangingIndex>): void {
  describe(`${name} as an index that changes`, () => {
    let opened: OpenedChangingIndex;
    beforeEach(async () => {
      opened = await open();
      await opened.put("cats.md", "Cats sleep.", ["animals"]);
      await opened.put("stars.md", "Stars burn.");
      await opened.refresh();
    });
    afterEach(() => opened.close());

    const lexical = async (query: string, filters = {}): Promise<string[]> =>
      (await opened.index.searchLexical(query, 10, filters)).map((hit) => hit.passageId).sort();
    const nearest = async (text: string): Promise<string | undefined> =>
      (await opened.index.searchDense(await contractEmbedder.embedQuery(text), 1))[0]?.passageId;

    it("finds what was added", async () => {
      await opened.put("dogs.md", "Dogs bark at cats.", ["animals"]);
      await opened.refresh();
      expect(await lexical("cats")).toEqual(["cats.md#0", "dogs.md#0"]);
      expect(await lexical("cats stars", { tags: ["animals"] })).toEqual(["cats.md#0", "dogs.md#0"]);
      expect((await opened.index.nearWords("brak", 1)).map(({ word }) => word)).toEqual(["bark"]);
      expect(await nearest("Dogs bark at cats.")).toBe("dogs.md#0");
      expect(await opened.index.getPassages(["dogs.md#0"])).toMatchObject([{ text: "Dogs bark at cats." }]);
    });

    it("finds the new text of what was replaced, and the old no more", async () => {
      await opened.put("cats.md", "Moons shine.");
      await opened.refresh();
      expect([await lexical("cats"), await lexical("moons")]).toEqual([[], ["cats.md#0"]]);
      expect(await lexical("moons", { tags: ["animals"] })).toEqual([]);
      expect(await opened.index.wordRarity(["cats"])).toEqual([null]);
      expect(await nearest("Moons shine.")).toBe("cats.md#0");
      const hits = await opened.index.searchDense(await contractEmbedder.embedQuery("Cats sleep."), 10);
      expect(hits.every(({ score }) => score < 0.99)).toBe(true);
    });

    it("finds nothing of what was removed, in hits, shares or passages", async () => {
      await opened.remove("cats.md");
      await opened.refresh();
      expect([await lexical("cats"), await nearest("Cats sleep.")]).toEqual([[], "stars.md#0"]);
      expect(await opened.index.termShares("cats", ["cats.md#0"])).toEqual([[]]);
      expect(await opened.index.getPassages(["cats.md#0"])).toEqual([]);
      expect(await opened.index.nearWords("slepe", 2)).toEqual([]);
      await opened.remove("stars.md");
      await opened.refresh();
      expect([await lexical("stars"), await nearest("Stars burn.")]).toEqual([[], undefined]);
    });

    it("scores as if it had always been so", async () => {
      await opened.put("a.md", "Cats and cats.");
      await opened.put("b.md", "Dogs.");
      await opened.remove("a.md");
      await opened.put("cats.md", "Cats.");
      await opened.refresh();
      const again = await open();
      for (const [id, text] of [
        ["b.md", "Dogs."],
        ["cats.md", "Cats."],
        ["stars.md", "Stars burn."],
      ] as const) {
        await again.put(id, text);
      }
      await again.refresh();
      const query = "cats dogs stars burning";
      expect(await opened.index.searchLexical(query, 10)).toEqual(await again.index.searchLexical(query, 10));
      again.close();
    });
  });
}
