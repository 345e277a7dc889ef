import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import type { DegradedPart } from "../../src/domain/answer.js";
import type { Candidate } from "../../src/domain/candidate.js";
import type { PassageIndex } from "../../src/ports/passage-index.js";
import { unattendedRun } from "../../src/domain/run.js";
import type { Reranker } from "../../src/ports/reranker.js";
import { blendFor, createRank, type RankingSettings } from "../../src/ranking/rank.js";
import { createExtractiveGenerator } from "../../src/adapters/extractive/extractive-generator.js";
import { profileSettings } from "../../src/profiles.js";
import { aCandidate, aPlan, someEvidence } from "../doubles/evidence.js";
import { createHashingEmbedder } from "../doubles/hashing-embedder.js";
import { notImplemented } from "../doubles/not-implemented.js";
import { createStubReranker } from "../doubles/stub-reranker.js";

const index = notImplemented<PassageIndex>({ wordRarity: async (words) => words.map(() => 3) });
const settings: RankingSettings = {
  termMatch: { coverageWeight: 0, phraseWeight: 0, exactWeight: 0 },
  nearDuplicateSimilarity: 0.85,
  maxPassagesPerDocument: 2,
  maxEvidence: 5,
  readPassages: 2,
  crossEncoder: { depth: 3, blend: 0.5, shortBlend: 0.5, timeoutMs: 5_000 },
};
const APPLES = "Apples grow on trees in the garden.";
const PEARS = "Pears ripen late in the warm autumn sun.";
const PLUMS = "Plums are dried and kept for the winter.";
const GRAPES = "Grapes are pressed and the juice becomes wine.";
const inOrder = (...texts: string[]): Candidate[] =>
  texts.map((text, i) => aCandidate(text, 0.9 - i / 10, { documentId: `${i}.md` }));

async function rank(
  candidates: Candidate[],
  reranker: Reranker,
  { signal = new AbortController().signal, ...changed }: Partial<RankingSettings> & { signal?: AbortSignal } = {},
) {
  const degraded: DegradedPart[] = [];
  const stage = createRank({ index, embedder: createHashingEmbedder(), reranker }, { ...settings, ...changed });
  const run = { ...unattendedRun(signal), degrade: (part: DegradedPart) => degraded.push(part) };
  const evidence = await stage(aPlan("When do pears ripen?"), candidates, run);
  return { evidence, texts: evidence.map(({ passage }) => passage.text), degraded };
}

const likes = (text: string) => createStubReranker((read) => (read.includes(text) ? 8 : -8));
const failing = (): Reranker =>
  createStubReranker(() => {
    throw new Error("no memory left");
  });
/** A cross-encoder that never comes to an end by itself. */
const endless = (): Reranker => ({
  modelId: "endless@1",
  score: (_question, _texts, signal) =>
    new Promise((_, reject) => {
      if (signal?.aborted) reject(new Error("out of time"));
      signal?.addEventListener("abort", () => reject(new Error("out of time")));
    }),
});

describe("rank", () => {
  it("orders by the blend of fused score and cross-encoder", async () => {
    const { evidence, texts, degraded } = await rank(inOrder(APPLES, PEARS, PLUMS), likes(PLUMS));
    expect(texts).toEqual([PLUMS, APPLES, PEARS]);
    expect(evidence.map(({ relevance }) => relevance)).toEqual([8, -8, -8]);
    expect(evidence[0]!.score).toBeCloseTo(0.5 * 0.7 + 0.5, 6);
    expect(degraded).toEqual([]);
  });

  it("leaves the fused order to a blend of 0", async () => {
    const crossEncoder = { ...settings.crossEncoder, blend: 0, shortBlend: 0 };
    expect((await rank(inOrder(APPLES, PEARS, PLUMS), likes(PLUMS), { crossEncoder })).texts[0]).toBe(APPLES);
  });

  it("trusts the cross-encoder more with short questions", () => {
    const blends = { blend: 0.2, shortBlend: 0.8 };
    expect(blendFor("when did the first one open", blends)).toBe(0.8);
    expect(blendFor("one two three four five six seven eight nine ten eleven", blends)).toBe(0.2);
  });

  it("keeps what the cross-encoder has not seen behind what it has", async () => {
    const { evidence, texts } = await rank(inOrder(APPLES, PEARS, PLUMS, GRAPES), likes("nothing"));
    expect(texts.at(-1)).toBe(GRAPES);
    expect(evidence.at(-1)!.relevance).toBeNull();
  });

  it("reads title and headings to the cross-encoder", async () => {
    const reranker = likes(PEARS);
    await rank([aCandidate(PEARS, 1, { title: "Fruit", headingPath: ["Autumn"] })], reranker);
    expect(reranker.seen[0]).toBe(`Fruit > Autumn\n${PEARS}`);
  });

  it("gives no document more passages than its cap", async () => {
    const candidates = [APPLES, PEARS, PLUMS].map((text, ordinal) => aCandidate(text, 0.9, { ordinal }));
    const { texts } = await rank([...candidates, aCandidate(GRAPES, 0.1, { documentId: "b.md" })], likes("nothing"));
    expect(texts).toEqual([APPLES, PEARS, GRAPES]);
  });

  it("hands on no more than the evidence wanted", async () => {
    expect((await rank(inOrder(APPLES, PEARS, PLUMS), likes(PEARS), { maxEvidence: 1 })).texts).toEqual([PEARS]);
  });

  it("falls back to the fused order when the cross-encoder fails, and names it", async () => {
    const { evidence, texts, degraded } = await rank(inOrder(APPLES, PEARS, PLUMS), failing());
    expect(texts).toEqual([APPLES, PEARS, PLUMS]);
    expect(evidence.every(({ relevance }) => relevance === null)).toBe(true);
    expect(new Set(degraded)).toEqual(new Set(["cross-encoder"]));
    expect(evidence[0]!.sentences[0]!.score).toBeGreaterThan(0);
  });

  it("gives passages and sentences one time limit for the cross-encoder, and goes on without it", async () => {
    const crossEncoder = { ...settings.crossEncoder, timeoutMs: 20 };
    const { texts, degraded, evidence } = await rank(inOrder(APPLES, PEARS), endless(), { crossEncoder });
    expect(texts).toEqual([APPLES, PEARS]);
    expect(new Set(degraded)).toEqual(new Set(["cross-encoder"]));
    expect(evidence[0]!.sentences[0]!.score).toBeGreaterThan(0);
  });

  it("still fires after a garbage collection", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const crossEncoder = { ...settings.crossEncoder, timeoutMs: 100 };
    const ranked = rank(inOrder(APPLES), endless(), { crossEncoder });
    collect();
    expect((await ranked).degraded).toContain("cross-encoder");
  });

  it("fails rather than degrades when the question is cancelled", async () => {
    const signal = AbortSignal.abort();
    await expect(rank(inOrder(APPLES), failing(), { signal })).rejects.toThrow("no memory left");
  });

  it("does not call the cross-encoder at depth 0", async () => {
    const reranker = likes(PLUMS);
    const crossEncoder = { ...settings.crossEncoder, depth: 0 };
    const { texts, degraded } = await rank(inOrder(APPLES, PLUMS), reranker, { crossEncoder });
    expect({ texts, degraded, seen: reranker.seen }).toEqual({ texts: [APPLES, PLUMS], degraded: [], seen: [] });
  });

  it("scores the sentences of the best passages only, 0 to 1, the answer above the rest", async () => {
    const text = `${PEARS} Wasps like them.`;
    const { evidence } = await rank(inOrder(text, APPLES, PLUMS), likes(PEARS));
    expect(evidence.map(({ sentences }) => sentences.length)).toEqual([2, 1, 0]);
    const [first, second] = evidence[0]!.sentences;
    expect(first!.score).toBeGreaterThan(second!.score);
    for (const { start, end, text: sentence, score } of evidence[0]!.sentences) {
      expect(text.slice(start, end)).toBe(sentence);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  });

  it("returns nothing for no candidates", async () => {
    expect(await rank([], failing())).toEqual({ evidence: [], texts: [], degraded: [] });
  });
});

describe("a question that asks for what is new", () => {
  const OLD = "The latest stable release of the engine is version 4.2 for all platforms today.";
  const NEW = "The latest stable release of the engine is version 5.0 for all platforms today.";
  const dated = (text: string, score: number, publishedAt: string): Candidate =>
    aCandidate(text, score, { documentId: `${publishedAt}.md`, publishedAt });
  const noCrossEncoder = { ...settings.crossEncoder, depth: 0 };

  async function ranked(candidates: Candidate[], needsRecent: boolean, changed: Partial<RankingSettings> = {}) {
    const parts = { index, embedder: createHashingEmbedder(), reranker: likes("nothing") };
    const plan = { ...aPlan("What is the latest release?"), ...(needsRecent && { needsRecent: true as const }) };
    const evidence = await createRank(parts, { ...settings, ...changed })(plan, candidates, unattendedRun());
    return evidence.map(({ passage }) => passage.text);
  }

  it.each([
    ["without the cross-encoder", noCrossEncoder],
    ["with it", { ...settings.crossEncoder, blend: 0, shortBlend: 0 }],
  ])("has the newer of about equal passages first, and others have not (%s)", async (_, crossEncoder) => {
    const candidates = () => [dated(APPLES, 0.8, "2019-01-01"), dated(PEARS, 0.78, "2026-01-01")];
    expect(await ranked(candidates(), true, { crossEncoder })).toEqual([PEARS, APPLES]);
    expect(await ranked(candidates(), false, { crossEncoder })).toEqual([APPLES, PEARS]);
  });

  it("keeps the newer of two that repeat one another", async () => {
    const near = { crossEncoder: noCrossEncoder, nearDuplicateSimilarity: 0.5 };
    const candidates = () => [dated(OLD, 0.8, "2019-01-01"), dated(NEW, 0.78, "2026-01-01")];
    expect(await ranked(candidates(), true, near)).toEqual([NEW]);
    expect(await ranked(candidates(), false, near)).toEqual([OLD]);
  });

  it.each([true, false])("is answered with the newer first, when that is what it asks (%s)", async (needsRecent) => {
    const evidence = [
      someEvidence(OLD, () => 0.8, { documentId: "old.md", publishedAt: "2019-01-01" }),
      someEvidence(NEW, () => 0.78, { documentId: "new.md", publishedAt: "2026-01-01" }),
    ];
    const plan = { ...aPlan("What is the latest release?"), ...(needsRecent && { needsRecent: true as const }) };
    const { extraction } = profileSettings("balanced");
    const draft = createExtractiveGenerator(extraction).write(plan, evidence, unattendedRun());
    expect(draft.sources[0]!.documentId).toBe(needsRecent ? "new.md" : "old.md");
    expect(draft.sources[0]!.publishedAt).toBe(needsRecent ? "2026-01-01" : "2019-01-01");
  });
});
