import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Embedder } from "../../src/ports/embedder.js";

/** What every embedder keeps to (src/ports/embedder.ts). */
export function testEmbedder(name: string, open: () => Promise<{ embedder: Embedder; close(): Promise<void> }>): void {
  describe(`${name} as an embedder`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let embedder: Embedder;
    beforeAll(async () => ({ embedder } = opened = await open()));
    afterAll(() => opened.close());

    it("names its model", () => {
      expect(embedder.modelId).toMatch(/^[\w.-]+@\w+$/);
    });

    it("gives one vector of unit length a text, even for a text without words", async () => {
      const vectors = await embedder.embedPassages(["Stars burn hydrogen.", "", "?!", "\ud800", "猫 🐈"]);
      expect(vectors).toHaveLength(5);
      for (const vector of [...vectors, await embedder.embedQuery("")]) {
        expect(vector).toHaveLength(embedder.dimension);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      }
    });

    it("gives no vectors for no texts", async () => {
      expect(await embedder.embedPassages([])).toEqual([]);
    });

    it("keeps the order of the texts, and the same text's vector whatever stands beside it", async () => {
      const [a, b] = ["Stars burn hydrogen.", "Cats sleep most of the day."];
      const [first, second] = await embedder.embedPassages([a, b]);
      const [swapped, other, alone] = await embedder.embedPassages([b, "Dogs bark.", a]);
      expect(swapped).toEqual(second);
      expect(alone).toEqual(first);
      expect(other).not.toEqual(first);
    });

    it("puts a question nearer to the passage that has its words than to another", async () => {
      const query = await embedder.embedQuery("When do cats sleep?");
      const [cats, stars] = await embedder.embedPassages(["Cats sleep by day.", "Stars burn hydrogen."]);
      const cosine = (vector: Float32Array): number => vector.reduce((sum, value, i) => sum + value * query[i]!, 0);
      expect(cosine(cats!)).toBeGreaterThan(cosine(stars!));
    });
  });
}
