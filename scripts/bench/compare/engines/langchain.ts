import { MemoryVectorStore } from "@langchain/classic/vectorstores/memory";
import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import { type Engine, LIMIT } from "./engine.js";

/**
 * LangChain's in-memory vector store (dense only), which since version 1 lives in `@langchain/classic`. 1.0.43 is the
 * release that goes with the pinned `@langchain/openai` 1.5.8; later ones want a package that needs Node 22. Its
 * `similarity` option is used as documented: the vectors have unit length, so a dot product ranks as its default, the
 * cosine, does, and is quicker.
 */
export const langchainMemory: Engine = {
  name: "LangChain MemoryVectorStore",
  packages: ["@langchain/classic"],
  async build(passages, vectors) {
    const store = new MemoryVectorStore(noEmbeddings, { similarity: dot });
    const documents = passages.map(({ id, title, text }) => ({ id, pageContent: text, metadata: { title } }));
    await store.addVectors(
      vectors.map((vector) => Array.from(vector)),
      documents,
    );
    return {
      async searchDense({ vector }) {
        const hits = await store.similaritySearchVectorWithScore(vector as unknown as number[], LIMIT);
        return () => hits.map(([{ id }]) => id!);
      },
      close: async () => undefined,
    };
  },
};

function dot(a: number[], b: number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Vectors are given ready-made: nothing asks for them. */
const noEmbeddings: EmbeddingsInterface = {
  embedDocuments: () => Promise.reject(new Error("Vectors are given.")),
  embedQuery: () => Promise.reject(new Error("Vectors are given.")),
};
