import type { ChunkSettings } from "../../src/ingest/chunk.js";
import { searchChunks, SHIPPED_GRANULARITY } from "./chunk-searches.js";
import { documentsOf, type Granularity, type Prefix } from "./chunked.js";
import { ordered } from "./fusions.js";
import type { Search } from "./searches.js";
import { matchedScores, SHIPPED_LEXICAL } from "./shipped.js";
import type { StudyParts, Variant } from "./study.js";

/** Collections that are cut into chunks. SciFact is a sample of 500 documents here, the judged ones among them. */
export const CHUNKED = ["scifact-train", "cisi", "cacm", "chroma", "guide"];
/** Collections with titles, and questions that are not asked for several pages at once. */
export const TITLED = ["scifact-train", "cisi", "cacm", "nq", "hotpotqa", "guide"];
/** The only collection whose documents have headings. */
export const HEADED = ["guide"];

const ARMS: Record<string, (search: Search) => number[]> = {
  BM25: ({ byBm25 }) => byBm25,
  vectors: ({ byCosine }) => byCosine,
  hybrid: (search) => ordered(matchedScores(search)),
};

/** What the embedded text starts with. BM25 and the term match read the title and the headings in any case. */
export function* titleVariants({ models }: StudyParts): Generator<Variant> {
  const prefixes: Prefix[] = ["title > heading", "title", "none"];
  for (const prefix of prefixes) {
    const granularity = { ...SHIPPED_GRANULARITY, prefix };
    for (const arm of ["vectors", "hybrid"]) {
      yield {
        label: `embedded with ${prefix}: ${arm}`,
        isShipped: prefix === SHIPPED_GRANULARITY.prefix && arm === "hybrid",
        rank: (search) => rankDocuments(search, granularity, ARMS[arm]!, models),
      };
    }
  }
}

/** Size and overlap of chunks; a document counts by its best one. */
export function* chunkVariants({ models }: StudyParts): Generator<Variant> {
  const shipped = SHIPPED_GRANULARITY.chunk;
  const settings: ChunkSettings[] = [
    ...[200, 100, 300].map((maxWords) => ({ maxWords, overlapSentences: 1 })),
    ...[200, 100].map((maxWords) => ({ maxWords, overlapSentences: 0 })),
    { maxWords: 50, overlapSentences: 1 },
  ];
  for (const chunk of settings) {
    const granularity = { ...SHIPPED_GRANULARITY, chunk };
    for (const arm of Object.keys(ARMS)) {
      yield {
        label: `${chunk.maxWords} words, ${chunk.overlapSentences} repeated: ${arm}`,
        isShipped: JSON.stringify(chunk) === JSON.stringify(shipped) && arm === "hybrid",
        rank: (search) => rankDocuments(search, granularity, ARMS[arm]!, models),
      };
    }
  }
}

/** What headings weigh in the index; the embedded text has them in any case. */
export function* headingVariants({ models }: StudyParts): Generator<Variant> {
  for (const headingWeight of [0, 1, 2, 3]) {
    const granularity = { ...SHIPPED_GRANULARITY, headingWeight };
    for (const arm of ["BM25", "hybrid"]) {
      yield {
        label: `headings ${headingWeight}: ${arm}`,
        isShipped: headingWeight === SHIPPED_GRANULARITY.headingWeight && arm === "hybrid",
        rank: (search) => rankDocuments(search, granularity, ARMS[arm]!, models),
      };
    }
  }
}

async function rankDocuments(
  search: Search,
  granularity: Granularity,
  arm: (search: Search) => number[],
  { embedder }: StudyParts["models"],
): Promise<number[]> {
  const chunks = await searchChunks(search, granularity, embedder, SHIPPED_LEXICAL);
  return documentsOf(arm(chunks.search), chunks.owners);
}
