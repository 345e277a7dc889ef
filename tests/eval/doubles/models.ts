import type { Models } from "../../../src/compose.js";
import type { AnswerabilityModel } from "../../../src/ports/answerability-model.js";
import type { Embedder } from "../../../src/ports/embedder.js";
import type { Reranker } from "../../../src/ports/reranker.js";
import { createHashingEmbedder } from "../../doubles/hashing-embedder.js";
import { notImplemented } from "../../doubles/not-implemented.js";
import { createWordCountingModel } from "../../doubles/word-counting-model.js";
import { createStubReranker } from "../../doubles/stub-reranker.js";

/** Models that have names and nothing else: for suites that need none. */
export function namedModels(embedder = "embedder@1", reranker = "reranker@1"): Models {
  return {
    embedder: notImplemented<Embedder>({ modelId: embedder }),
    reranker: notImplemented<Reranker>({ modelId: reranker }),
    supportModel: { ...createWordCountingModel(), modelId: "support@1" },
    answerabilityModel: notImplemented<AnswerabilityModel>({ modelId: "answerability@1" }),
    close: async () => undefined,
  };
}

/** Small models without inference: words hashed into a vector, and a cross-encoder that finds what `logit` says. */
export function smallModels(logit: (text: string) => number): Models {
  return {
    embedder: createHashingEmbedder(),
    reranker: createStubReranker(logit),
    supportModel: createWordCountingModel(),
    answerabilityModel: createStubReranker(() => 0),
    close: async () => undefined,
  };
}
