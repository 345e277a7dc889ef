import type { Embedder } from "../../src/ports/embedder.js";
import { terms } from "../../src/text/tokens.js";

/** A deterministic embedder without a model: each term adds 1 to one of `dimension` numbers, chosen by its hash. */
export function createHashingEmbedder({ dimension = 32, modelId = "hashing@1" } = {}): Embedder {
  const embed = (text: string): Float32Array => {
    const vector = new Float32Array(dimension);
    for (const term of terms(text)) vector[hash(term) % dimension]! += 1;
    const norm = Math.hypot(...vector);
    if (norm === 0) vector[0] = 1;
    return norm === 0 ? vector : vector.map((value) => value / norm);
  };
  return {
    modelId,
    dimension,
    embedQuery: async (text) => embed(text),
    embedPassages: async (texts) => texts.map(embed),
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}
