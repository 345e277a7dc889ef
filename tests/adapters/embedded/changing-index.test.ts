import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passageFields } from "../../../src/adapters/embedded/analysis.js";
import { createEmbeddedIndex, type EmbeddedIndex } from "../../../src/adapters/embedded/passage-index.js";
import type { IndexedPassage } from "../../../src/adapters/embedded/passage-source.js";
import { type ChangingSource, createChangingSource } from "../../doubles/changing-source.js";
import { aPassage } from "../../doubles/evidence.js";
import { createHashingEmbedder } from "../../doubles/hashing-embedder.js";
import { naiveScore } from "../../doubles/naive-bm25.js";

const SETTINGS = { bm25: { k1: 1.2, b: 0.75 }, fieldWeights: [2, 1, 1] };
const embedder = createHashingEmbedder({ dimension: 40 });
const WORDS = ["cat", "dog", "star", "moon", "river", "stone", "constructor"];

const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 9 }).map((list) => list.join(" "));
const documentId = fc.constantFrom("a", "b", "c", "d", "e", "f", "g/ä", "h/😀");
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("put" as const),
      documentId,
      texts: fc.array(words, { minLength: 1, maxLength: 3 }),
      title: words,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("remove" as const), documentId }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("forget" as const) }) },
);
const steps = fc.array(fc.record({ changes: fc.array(change, { maxLength: 4 }), settle: fc.boolean() }), {
  maxLength: 8,
});

type Change =
  | { kind: "put"; documentId: string; texts: string[]; title: string }
  | { kind: "remove"; documentId: string }
  | { kind: "forget" };

async function apply(source: ChangingSource, step: Change): Promise<void> {
  if (step.kind === "forget") source.forgetChanges();
  else if (step.kind === "remove") source.remove(step.documentId);
  else await put(source, step.documentId, step.texts, step.title);
}

async function put(source: ChangingSource, id: string, texts: string[], title = ""): Promise<void> {
  const embeddings = await embedder.embedPassages(texts);
  const passages = texts.map((text, ordinal) => ({
    ...aPassage(text, { documentId: id, ordinal, title }),
    embedding: embeddings[ordinal]!,
  }));
  source.put(id, passages);
}

const byScore = (a: { score: number }, b: { score: number }): number => b.score - a.score;
const allOf = (source: ChangingSource): IndexedPassage[] => [...source.allPassages()];

/** Holds the index to the definitions, over what the source has now. */
async function expectAgreement(index: EmbeddedIndex, source: ChangingSource): Promise<void> {
  const passages = allOf(source);
  const documents = passages.map((passage) => ({ fields: passageFields(passage) }));
  const query = "cats and stars, the constructor of cats";
  const terms = ["cat", "star", "constructor", "cat"];
  const expected = passages
    .map(({ id }, i) => ({
      passageId: id,
      score: naiveScore(documents, i, terms, SETTINGS.fieldWeights, SETTINGS.bm25),
    }))
    .filter(({ score }) => score > 0);
  const lexical = await index.searchLexical(query, 1000);
  expect(lexical.map((hit) => hit.passageId).sort()).toEqual(expected.map((hit) => hit.passageId).sort());
  for (const { passageId, score } of lexical) {
    expect(score).toBeCloseTo(expected.find((hit) => hit.passageId === passageId)!.score, 9);
  }

  const vector = await embedder.embedQuery("cat moon stone");
  const cosine = (other: Float32Array): number => other.reduce((sum, value, k) => sum + value * vector[k]!, 0);
  const near = passages.map(({ id, embedding }) => ({ passageId: id, score: cosine(embedding) })).sort(byScore);
  const dense = await index.searchDense(vector, 1000);
  expect(dense.map((hit) => hit.passageId).sort()).toEqual(near.map((hit) => hit.passageId).sort());
  dense.forEach(({ score }, i) => expect(score).toBeCloseTo(near[i]!.score, 4));

  // To the last bit, and in the order of an index built anew.
  const fresh = createEmbeddedIndex(source, embedder.dimension, SETTINGS);
  expect(lexical).toEqual(await fresh.searchLexical(query, 1000));
  expect(dense).toEqual(await fresh.searchDense(vector, 1000));
  expect(await index.wordRarity(WORDS)).toEqual(await fresh.wordRarity(WORDS));
  const ids = passages.map(({ id }) => id);
  expect(await index.termShares(query, ids)).toEqual(await fresh.termShares(query, ids));
}

describe("an index whose source changes", () => {
  it("is after any changes what an index built anew is", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const source = createChangingSource();
        const index = createEmbeddedIndex(source, embedder.dimension, SETTINGS);
        for (const { changes, settle } of all) {
          for (const step of changes) await apply(source, step);
          await index.refresh();
          if (settle) await index.settled();
          await expectAgreement(index, source);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("sees after a refresh what was written before it, whatever else is going on", async () => {
    const source = createChangingSource();
    const index = createEmbeddedIndex(source, embedder.dimension, SETTINGS);
    for (let i = 0; i < 40; i++) {
      await put(source, `d${i}`, [`cat number${i}`]);
      if (i % 3 === 0) void index.refresh();
      await index.refresh();
      expect(await index.searchLexical(`number${i}`, 5)).toHaveLength(1);
    }
    await index.settled();
    expect(await index.searchLexical("cat", 100)).toHaveLength(40);
  });

  it("never shows half of a change", async () => {
    const source = createChangingSource();
    const index = createEmbeddedIndex(source, embedder.dimension, SETTINGS);
    const many = (word: string): string[] => Array.from({ length: 400 }, () => `${word} ${WORDS.join(" ")}`);
    await put(source, "other", many("star"));
    await put(source, "document", many("former"));
    await index.refresh();
    await put(source, "document", many("latter"));

    let isDone = false;
    const refreshing = index.refresh().then(() => (isDone = true));
    do {
      const hits = await index.searchLexical("former latter", 1000);
      expect(hits).toHaveLength(400);
      expect(await index.searchDense(await embedder.embedQuery("cat"), 1000)).toHaveLength(800);
    } while (!isDone);
    await refreshing;
    expect(await index.searchLexical("former", 1000)).toEqual([]);
    expect(await index.searchLexical("latter", 1000)).toHaveLength(400);
  });

  it("goes on with its parts few, however many the changes", async () => {
    const source = createChangingSource();
    const index = createEmbeddedIndex(source, embedder.dimension, SETTINGS);
    await put(
      source,
      "large",
      Array.from({ length: 300 }, (_, i) => `stone${i}`),
    );
    await index.refresh();
    for (let i = 0; i < 30; i++) {
      await put(source, `d${i % 7}`, [`river ${i}`]);
      await index.refresh();
      await index.settled();
    }
    await expectAgreement(index, source);
  });

  it("tells a search what went wrong with the source, and recovers", async () => {
    const source = createChangingSource();
    await put(source, "a", ["cat"]);
    let fails = false;
    const index = createEmbeddedIndex(
      {
        ...source,
        changesSince(version) {
          if (fails) throw new Error("damaged");
          return source.changesSince(version);
        },
      },
      embedder.dimension,
      SETTINGS,
    );
    await index.refresh();
    await put(source, "b", ["cat"]);
    fails = true;
    await expect(index.searchLexical("cat", 5)).rejects.toThrow("damaged");
    fails = false;
    await index.refresh();
    expect(await index.searchLexical("cat", 5)).toHaveLength(2);
  });
});
