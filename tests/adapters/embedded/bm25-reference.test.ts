import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openRetrievalSet } from "../../../eval/data/retrieval-set.js";
import { mean } from "../../../eval/metrics/mean.js";
import { ndcg } from "../../../eval/metrics/ranking.js";
import { terms } from "../../../src/text/tokens.js";
import { bm25Of } from "../../doubles/postings.js";

const COLLECTIONS = join("..", "shared", "evals", "ir");

describe.skipIf(!existsSync(COLLECTIONS))("BM25 on test collections (skipped where evaluation data is absent)", () => {
  it.each([
    { collection: "scifact", golden: 0.6854, reference: 0.6865 },
    { collection: "cisi", golden: 0.4077, reference: 0.4119 },
    { collection: "cacm", golden: 0.4952, reference: 0.497 },
  ])("has the nDCG@10 of $golden on $collection, where a reference has $reference", async (expected) => {
    const measured = await measure(expected.collection);
    expect(measured.toFixed(4)).toBe(expected.golden.toFixed(4));
    expect(Math.abs(measured - expected.reference)).toBeLessThanOrEqual(0.015);
  });
});

/** nDCG@10 of plain BM25 over title and text. */
async function measure(collection: string): Promise<number> {
  const set = await openRetrievalSet(join(COLLECTIONS, collection));
  const ids: string[] = [];
  const documents: { fields: string[][] }[] = [];
  for await (const { id, title, text } of set.documents()) {
    ids.push(id);
    documents.push({ fields: [terms(title), terms(text)] });
  }
  const index = await bm25Of(documents, [1, 1], { k1: 1.2, b: 0.75 });
  const scores = set.queries.map(({ text, relevance }) => {
    const ranking = index.search(terms(text), 10).map((hit) => ids[hit.row]!);
    return ndcg(ranking, relevance, 10);
  });
  return mean(scores)!;
}
