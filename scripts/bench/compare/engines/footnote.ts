import { openStore } from "../../../../src/adapters/embedded/store.js";
import { openIndex } from "../../../../src/compose.js";
import type { PassageDraft } from "../../../../src/ports/document-store.js";
import { unattendedRun } from "../../../../src/domain/run.js";
import type { Embedder } from "../../../../src/ports/embedder.js";
import { DEFAULT_PROFILE, profileSettings } from "../../../../src/profiles.js";
import { createRetrieve } from "../../../../src/retrieval/retrieve.js";
import { type ComparedPassage, type Engine, LIMIT, type OpenEngine } from "./engine.js";

/**
 * Footnote as it is shipped: passages stored in SQLite, searched through the index of `compose.ts` with its own
 * settings. Hybrid is the whole retrieval stage of the default profile: both arms, fusion, and the passages fetched
 * from the store, which the others do not do. Building includes writing the store, a transaction a document, and
 * whatever the index prepares in the background.
 */
export const footnote: Engine = {
  name: "Footnote",
  packages: [],
  async build(passages, vectors, folder) {
    const dimension = vectors[0]?.length ?? 1;
    const store = openStore(folder, { create: true, embeddingModel: MODEL_ID, dimension });
    for (const [id, members] of byDocument(passages, vectors)) {
      const { title, url, publishedAt } = members[0]!;
      const { text, drafts } = join(members);
      // With the id behind it, so that no two documents have the same text: of those the store would have one searched.
      await store.putDocument({ id, title, url, publishedAt, text: `${text}\n${id}`, ...UNSAID }, id, drafts);
    }
    store.close();
    return openStored(folder, dimension, { warm: true });
  },
  open: (folder, dimension) => openStored(folder, dimension, { warm: false }),
};

const MODEL_ID = "given";

/** What a collection says nothing about. */
const UNSAID = { tags: [], trust: "normal" as const, duplicateOf: null, page: null };

async function openStored(folder: string, dimension: number, { warm }: { warm: boolean }): Promise<OpenEngine> {
  let queryVector: Float32Array = new Float32Array(dimension);
  const embedder: Embedder = {
    modelId: MODEL_ID,
    dimension,
    embedQuery: async () => queryVector,
    embedPassages: () => Promise.reject(new Error("Vectors are given.")),
  };
  const { index, close } = openIndex(folder, embedder);
  if (warm) await index.warmUp();
  const retrieve = createRetrieve({ index, embedder }, profileSettings(DEFAULT_PROFILE).retrieval);
  const run = { ...unattendedRun(), degrade: failed };

  return {
    async searchLexical({ text }) {
      const hits = await index.searchLexical(text, LIMIT);
      return () => hits.map(({ passageId }) => passageId);
    },
    async searchDense({ vector }) {
      const hits = await index.searchDense(vector, LIMIT);
      return () => hits.map(({ passageId }) => passageId);
    },
    async searchHybrid({ text, vector }) {
      queryVector = vector;
      const candidates = await retrieve(planOf(text), run);
      return () => candidates.slice(0, LIMIT).map(({ passage }) => passage.id);
    },
    close: async () => close(),
  };
}

/** Whatever the words look like, they are searched for as they stand. */
function planOf(text: string) {
  return {
    question: text,
    standaloneQuestion: text,
    intent: "question" as const,
    answerType: "any" as const,
    subQueries: [text],
    filters: {},
  };
}

function failed(stage: string): never {
  throw new Error(`The ${stage} arm failed.`);
}

type Stored = ComparedPassage & { embedding: Float32Array };

function byDocument(passages: readonly ComparedPassage[], vectors: readonly Float32Array[]): Map<string, Stored[]> {
  const documents = new Map<string, Stored[]>();
  passages.forEach((passage, i) => {
    const members = documents.get(passage.documentId) ?? [];
    members.push({ ...passage, embedding: vectors[i]! });
    documents.set(passage.documentId, members);
  });
  return documents;
}

/** A document's text out of its passages, one behind the other, and the passages with their places in it. */
function join(members: Stored[]): { text: string; drafts: PassageDraft[] } {
  let start = 0;
  const drafts = members.map(({ id, headingPath, text, embedding }) => {
    const draft = { id, headingPath, start, end: start + text.length, text, embedding, ...UNSAID };
    start = draft.end + 1;
    return draft;
  });
  return { text: members.map(({ text }) => text).join("\n"), drafts };
}
