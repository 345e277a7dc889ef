import { fileURLToPath } from "node:url";
import { createBgeEmbedder } from "../../src/adapters/onnx/bge-embedder.js";
import { createInferencePool } from "../../src/adapters/onnx/inference-pool.js";
import { createHashingEmbedder } from "../doubles/hashing-embedder.js";
import { testEmbedder } from "./embedder-contract.js";

testEmbedder("bge-small-en-v1.5", async () => {
  const modelsDirectory = fileURLToPath(new URL("../../data/models", import.meta.url));
  const pool = createInferencePool({ modelsDirectory, threads: 1 });
  return { embedder: await createBgeEmbedder(pool), close: pool.close };
});

// The double keeps the contract too: a test that uses it may rely on what every embedder does.
testEmbedder("the hashing double", async () => ({
  embedder: createHashingEmbedder({ dimension: 64 }),
  close: async () => undefined,
}));
