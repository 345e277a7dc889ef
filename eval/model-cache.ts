import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { toBlob } from "../src/adapters/embedded/vector-bytes.js";
import type { Models } from "../src/compose.js";
import type { AnswerabilityModel } from "../src/ports/answerability-model.js";
import type { Reranker } from "../src/ports/reranker.js";

/**
 * The models with their outputs remembered on disk, keyed by model and input. A model's output depends on its input
 * alone, so a second run of a suite gives the same scores in a fraction of the time; only its latencies mean nothing.
 */
export function withModelCache(models: Models, path: string): Models {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  database.exec("CREATE TABLE IF NOT EXISTS outputs (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID");
  const select = database.prepare<[Buffer], { value: Buffer }>("SELECT value FROM outputs WHERE key = ?");
  const insert = database.prepare("INSERT OR REPLACE INTO outputs VALUES (?, ?)");

  /** Outputs for the inputs, in order; `compute` gets those not yet known. */
  async function remember(
    kind: string,
    inputs: string[],
    compute: (missing: string[]) => Promise<Float32Array[]>,
  ): Promise<Float32Array[]> {
    const keys = inputs.map((input) => createHash("sha256").update(`${kind}\u0000${input}`).digest());
    const known = keys.map((key) => select.get(key)?.value);
    const missing = inputs.flatMap((_, i) => (known[i] ? [] : [i]));
    const computed = missing.length > 0 ? await compute(missing.map((i) => inputs[i]!)) : [];
    database.transaction(() => {
      missing.forEach((index, i) => insert.run(keys[index]!, toBlob(computed[i]!)));
    })();
    const fresh = new Map(missing.map((index, i) => [index, computed[i]!]));
    return inputs.map((_, i) => fresh.get(i) ?? floats(known[i]!));
  }

  const rememberPairs = (model: Reranker | AnswerabilityModel): Reranker & AnswerabilityModel => ({
    modelId: model.modelId,
    async score(question, texts, signal) {
      const compute = async (missing: string[]) =>
        (await model.score(question, missing, signal)).map((score) => Float32Array.of(score));
      const kind = `${model.modelId} pair ${question}`;
      return (await remember(kind, texts, compute)).map(([score]) => score!);
    },
  });

  const { embedder, reranker, supportModel, answerabilityModel } = models;
  return {
    embedder: {
      modelId: embedder.modelId,
      dimension: embedder.dimension,
      async embedQuery(text, signal) {
        const compute = async ([query]: string[]) => [await embedder.embedQuery(query!, signal)];
        return (await remember(`${embedder.modelId} query`, [text], compute))[0]!;
      },
      embedPassages: (texts, signal) =>
        remember(`${embedder.modelId} passage`, texts, (missing) => embedder.embedPassages(missing, signal)),
    },
    reranker: rememberPairs(reranker),
    answerabilityModel: rememberPairs(answerabilityModel),
    supportModel: {
      modelId: supportModel.modelId,
      async score(pairs, signal) {
        const keys = pairs.map(({ evidence, claim }) => `${claim}\u0000${evidence}`);
        const byKey = new Map(keys.map((key, i) => [key, pairs[i]!]));
        const compute = async (missing: string[]) =>
          (
            await supportModel.score(
              missing.map((key) => byKey.get(key)!),
              signal,
            )
          ).map((score) => Float32Array.of(score));
        return (await remember(supportModel.modelId, keys, compute)).map(([score]) => score!);
      },
    },
    async close() {
      database.close();
      await models.close();
    },
  };
}

function floats(bytes: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
