import { describe, expect, it } from "vitest";
import { createMemorySource } from "../src/adapters/embedded/memory-source.js";
import { formatDocument, formatExplanation } from "../src/commands/format-explanation.js";
import { createIndex } from "../src/compose.js";
import type { DocumentExplanation, PassageExplanation } from "../src/domain/explanation.js";
import type { SearchPlan } from "../src/domain/query.js";
import { unattendedRun } from "../src/domain/run.js";
import { createExplainSearch, explainDocument } from "../src/explain-search.js";
import { PROFILES } from "../src/profiles.js";
import { createRank } from "../src/ranking/rank.js";
import { createRetrieve } from "../src/retrieval/retrieve.js";
import { aPassage, aPlan } from "./doubles/evidence.js";
import { createHashingEmbedder } from "./doubles/hashing-embedder.js";
import { createStubReranker } from "./doubles/stub-reranker.js";

const PEARS = "Pears ripen late in the warm autumn sun and are picked by hand.";
const TEXTS: Record<string, string[]> = {
  "pears.md": [PEARS, "Pears are pears.", "Ripe pears fall."],
  "copy.md": [PEARS],
  "plums.md": ["Plums ripen in summer."],
  "stars.md": ["Stars burn hydrogen in their cores."],
};
const embedder = createHashingEmbedder({ dimension: 256 });
const passages = Object.entries(TEXTS).flatMap(([documentId, texts]) =>
  texts.map((text, ordinal) => aPassage(text, { documentId, ordinal })),
);
const embeddings = await embedder.embedPassages(passages.map(({ text }) => text));
const index = createIndex(
  createMemorySource(passages.map((passage, i) => ({ ...passage, embedding: embeddings[i]! }))),
  embedder.dimension,
);
const reranker = createStubReranker((text) => (text.includes("fall") ? -2 : 2));
const parts = { index, embedder, reranker };
const settings = {
  retrieval: { hitsPerArm: 5, maxCandidates: 5, fusion: { denseWeight: 0.5, exactDenseWeight: 0.3 } },
  ranking: { ...PROFILES.balanced.ranking, maxPassagesPerDocument: 2, maxEvidence: 5 },
};
const QUERY = "When do pears ripen?";
const signal = new AbortController().signal;
const run = unattendedRun(signal);

const explain = (plan: SearchPlan, changed: Partial<typeof settings> = {}, using = parts) =>
  createExplainSearch(using, { ...settings, ...changed })(plan, signal);
const ids = [...Object.keys(TEXTS), "linked.md"];
const duplicates = new Map([["linked.md", "pears.md"]]);
const why = (asked: string, plan = aPlan(QUERY), changed: Partial<typeof settings> = {}) =>
  explainDocument(createExplainSearch(parts, { ...settings, ...changed }), plan, asked, ids, duplicates, signal);
const indexed = (document: DocumentExplanation) => {
  if ("nearest" in document) throw new Error(`${document.asked} is ${document.status}`);
  return document;
};

describe("the explanation of a search", () => {
  it("ends in the stages' own evidence, in order, with their scores", async () => {
    const { search } = await explain(aPlan(QUERY));
    const candidates = await createRetrieve(parts, settings.retrieval)(aPlan(QUERY), run);
    const evidence = await createRank(parts, settings.ranking)(aPlan(QUERY), candidates, run);
    const explained = search.passages.filter(({ departure }) => departure === null);
    expect(explained.map(({ passage, ranked }) => [passage.id, ranked!.score])).toEqual(
      evidence.map(({ passage, score }) => [passage.id, score]),
    );
    expect(explained.map(({ finalRank }) => finalRank)).toEqual(evidence.map((_, i) => i + 1));
    expect(evidence.length).toBeGreaterThan(2);
  });

  it("adds up: terms to BM25, arms to the fused score, and the blend to the ranked one", async () => {
    const { search } = await explain(aPlan(QUERY));
    const [{ bm25: bm25Scale, dense: denseScale }] = search.fusion as [(typeof search.fusion)[0]];
    for (const { bm25, dense, fused, termMatch, crossEncoder, ranked } of search.passages) {
      if (bm25) expect(bm25.terms.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(bm25.score, 6);
      const arms = bm25Scale.weight * (bm25?.normalised ?? 0) + denseScale.weight * (dense?.normalised ?? 0);
      expect(fused!.score).toBeCloseTo(arms, 9);
      if (termMatch) {
        const { coverage, phrase } = termMatch;
        const rest = phrase === null ? 0.9 : 0.7;
        expect(termMatch.score).toBeCloseTo(0.1 * coverage! + 0.2 * (phrase ?? 0) + rest * fused!.score, 9);
      }
      if (crossEncoder) {
        expect(ranked!.score).toBeCloseTo(0.4 * termMatch!.score + 0.6 * crossEncoder.normalised, 9);
      }
    }
    expect(search.passages.filter(({ crossEncoder }) => crossEncoder).length).toBeGreaterThan(2);
  });

  it("names the sub-query that found a passage best", async () => {
    const { search } = await explain(aPlan(QUERY, { subQueries: ["pears ripen", "stars burn"] }));
    const queryOf = (id: string) => search.passages.find(({ passage }) => passage.id === id)!.query;
    expect([queryOf("pears.md#0"), queryOf("stars.md#0")]).toEqual(["pears ripen", "stars burn"]);
    expect(search.fusion.map(({ query }) => query)).toEqual(["pears ripen", "stars burn"]);
  });

  it("says which part failed, and goes on", async () => {
    const broken = { ...embedder, embedQuery: () => Promise.reject(new Error("no memory left")) };
    const { search } = await explain(aPlan(QUERY), {}, { ...parts, embedder: broken });
    expect(search.degraded).toContain("dense");
    expect(search.passages[0]).toMatchObject({ finalRank: 1, dense: null, bm25: { rank: 1 } });
  });

  it("has nothing to tell of a plan without searches", async () => {
    const { search } = await explain(aPlan("", { subQueries: [] }));
    expect(search).toMatchObject({ fusion: [], passages: [] });
    expect(formatExplanation(search, 10)).toBe("Nothing found.");
  });
});

describe("why a document is there, or is not", () => {
  const departures = (all: PassageExplanation[]) =>
    all.map(({ passage, departure }) => [passage.id, departure?.reason]);

  it("is told of the document that is searched in place of a linked one", async () => {
    const { document } = await why("linked.md");
    expect(document).toMatchObject({ status: "evidence", documentId: "pears.md" });
  });

  it("is told for one that is evidence, its best passage first", async () => {
    const { document, search } = await why("pears.md");
    const { status, passages: own, missingTerms } = indexed(document);
    expect({ status, missingTerms, best: own[0] }).toMatchObject({
      ...{ status: "evidence", missingTerms: [] },
      best: { finalRank: 1, departure: null },
    });
    expect(formatDocument(document, search)).toMatch(/^pears\.md: evidence #1\./);
  });

  it("is told for a near duplicate, with what it repeats", async () => {
    const { document, search } = await why("copy.md");
    expect(departures(indexed(document).passages)).toEqual([["copy.md#0", "near-duplicate"]]);
    expect(indexed(document).passages[0]).toMatchObject({
      ...{ ranked: null, crossEncoder: null, finalRank: null },
      departure: { stage: "ranking", of: "pears.md#0", similarity: 1 },
    });
    expect(formatDocument(document, search)).toContain("repeats pears.md#0 (similarity 1.00)");
  });

  it("is told for a passage over the cap of its document", async () => {
    const changed = { ranking: { ...settings.ranking, maxPassagesPerDocument: 1 } };
    const { document } = await why("pears.md", aPlan(QUERY), changed);
    expect(departures(indexed(document).passages)).toContainEqual(["pears.md#2", "over-document-cap"]);
  });

  it("is told for what ranks below the evidence and below the candidates", async () => {
    const few = { ranking: { ...settings.ranking, maxEvidence: 1 } };
    expect(departures(indexed((await why("plums.md", aPlan(QUERY), few)).document).passages)).toEqual([
      ["plums.md#0", "below-evidence"],
    ]);
    const fewer = { retrieval: { ...settings.retrieval, maxCandidates: 1 } };
    expect(departures(indexed((await why("plums.md", aPlan(QUERY), fewer)).document).passages)).toEqual([
      ["plums.md#0", "below-candidates"],
    ]);
  });

  it("is told for one that was not retrieved, with its ranks and the terms it lacks", async () => {
    const { document, search } = await why("stars.md");
    expect(document).toMatchObject({
      ...{ status: "dropped", documentId: "stars.md", missingTerms: ["pear", "ripen"] },
      passages: [{ bm25: null, dense: { rank: 6, normalised: null }, fused: null, finalRank: null }],
    });
    expect(formatDocument(document, search)).toContain("not among the first 5 hits");
    expect(formatDocument(document, search)).toContain("lacks these terms of the query: pear, ripen");
  });

  it("is told for one that the query's filters leave out", async () => {
    const { document } = await why("stars.md", aPlan(QUERY, { filters: { site: "pears" } }));
    expect(departures(indexed(document).passages)).toEqual([["stars.md#0", "outside-filters"]]);
  });

  it("is told for one that is not in the index, with the nearest ids", async () => {
    const { document, search } = await why("peers.md");
    expect(document).toEqual({ status: "not-indexed", asked: "peers.md", nearest: ["pears.md"] });
    expect(formatDocument(document, search)).toBe('"peers.md" is not in the index. The nearest ids are:\n   pears.md');
  });
});
