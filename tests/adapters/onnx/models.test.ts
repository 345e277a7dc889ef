import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBgeEmbedder } from "../../../src/adapters/onnx/bge-embedder.js";
import { createInferencePool, type InferencePool } from "../../../src/adapters/onnx/inference-pool.js";
import runTask, { type InferenceTask } from "../../../src/adapters/onnx/inference-worker.js";
import { createMiniLmReranker } from "../../../src/adapters/onnx/minilm-reranker.js";
import { modelId, readModel } from "../../../src/adapters/onnx/model-files.js";
import { createVocabularyLexicon } from "../../../src/adapters/onnx/vocabulary-lexicon.js";
import type { Embedder } from "../../../src/ports/embedder.js";
import type { Reranker } from "../../../src/ports/reranker.js";

const MODELS = resolve("data/models");
const EMBEDDER = "bge-small-en-v1.5";
const OLIVES = "Olive trees need warm, dry summers.";
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

let pool: InferencePool;
let embedder: Embedder;
let reranker: Reranker;

beforeAll(async () => {
  pool = createInferencePool({ modelsDirectory: MODELS, threads: 1 });
  embedder = await createBgeEmbedder(pool);
  reranker = await createMiniLmReranker(pool);
});
afterAll(() => pool.close());

describe("the lexicon of a vocabulary", () => {
  const lexicon = createVocabularyLexicon(MODELS, EMBEDDER);

  it.each(["color", "nevada", "database", "the"])("knows %s", async (word) => {
    expect(await lexicon.has(word)).toBe(true);
  });

  it.each(["retreival", "databse", "##ing", "Color", "constructor", ""])("does not know %j", async (word) => {
    expect(await lexicon.has(word)).toBe(false);
  });

  it("says which file is missing", async () => {
    const missing = createVocabularyLexicon(join(MODELS, "nowhere"), EMBEDDER);
    await expect(missing.has("color")).rejects.toMatchObject({ code: "MODEL_MISSING" });
  });
});

describe("the embedder", () => {
  it("names its model and the beginning of its checksum", () => {
    expect(embedder.modelId).toMatch(/^bge-small-en-v1\.5@[0-9a-f]{8}$/);
  });

  it("gives vectors of unit length, for any text", async () => {
    const vectors = await embedder.embedPassages([OLIVES, "", "olive ".repeat(2_000), "日本語 🫒"]);
    for (const vector of [...vectors, await embedder.embedQuery("olives?")]) {
      expect(vector).toHaveLength(embedder.dimension);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  it("gives a text the same vector whatever stands beside it", async () => {
    const [alone] = await embedder.embedPassages([OLIVES]);
    const beside = await embedder.embedPassages(["A much longer text about trains. ".repeat(20), OLIVES, "Hm."]);
    expect(beside[1]).toEqual(alone);
  });

  it("reads a query in another way than a passage", async () => {
    const [passage] = await embedder.embedPassages([OLIVES]);
    const query = await embedder.embedQuery(OLIVES);
    expect(dot(query, passage!)).toBeLessThan(0.999);
    expect(dot(query, passage!)).toBeGreaterThan(0.7);
  });

  it("puts a question nearer to its answer than to something else", async () => {
    const query = await embedder.embedQuery("What climate do olives like?");
    const [olives, trains] = await embedder.embedPassages([OLIVES, "The train to Lyon leaves at noon."]);
    expect(dot(query, olives!)).toBeGreaterThan(dot(query, trains!) + 0.1);
  });

  it("stops when cancelled", async () => {
    await expect(embedder.embedPassages(["Figs, too."], AbortSignal.abort())).rejects.toMatchObject({
      code: "ABORTED",
    });
  });
});

describe("the reranker", () => {
  const question = "What climate do olives like?";

  it("scores an answer above something else, in the order of the texts", async () => {
    const [trains, olives] = await reranker.score(question, ["The train to Lyon leaves at noon.", OLIVES]);
    expect(olives).toBeGreaterThan(trains! + 3);
  });

  it("scores a pair the same alone, beside others and again", async () => {
    const beside = await reranker.score(question, ["Trains. ".repeat(100), "Olives like sun.", "Olives like sun."]);
    const fresh = await createMiniLmReranker(pool);
    expect(await fresh.score(question, ["Olives like sun."])).toEqual([beside[1]]);
    expect(beside[2]).toBe(beside[1]);
  });

  it("scores no texts at all", async () => {
    expect(await reranker.score(question, [])).toEqual([]);
  });
});

describe("damaged model files", () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "footnote-models-"));
    await cp(join(MODELS, "manifest.json"), join(directory, "manifest.json"));
    await mkdir(join(directory, EMBEDDER));
    await cp(join(MODELS, EMBEDDER, "tokenizer.json"), join(directory, EMBEDDER, "tokenizer.json"));
    await writeFile(join(directory, EMBEDDER, "model-int8.onnx"), "not the weights");
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it("are MODEL_CORRUPT when the checksum differs", async () => {
    await expect(readModel(directory, EMBEDDER)).rejects.toMatchObject({ code: "MODEL_CORRUPT" });
  });

  it("are MODEL_MISSING when they are not there, or not listed", async () => {
    await expect(readModel(directory, "ms-marco-MiniLM-L-12-v2")).rejects.toMatchObject({ code: "MODEL_MISSING" });
    await expect(modelId(directory, "another-model")).rejects.toMatchObject({ code: "MODEL_MISSING" });
    await expect(modelId(join(directory, "nowhere"), EMBEDDER)).rejects.toMatchObject({ code: "MODEL_MISSING" });
  });
});

describe("the pool", () => {
  const task = (text: string): InferenceTask => ({
    ...{ kind: "embed", modelsDirectory: MODELS, model: EMBEDDER, maxTokens: 512, text },
  });

  it("gives results in the order of the tasks, whatever their length", async () => {
    const texts = ["Figs.", "Olives like warm and dry summers, and rain in spring.", "Quinces ripen late."];
    const together = await pool.runAll(texts.map(task));
    for (const [i, text] of texts.entries()) expect((await pool.runAll([task(text)]))[0]).toEqual(together[i]);
  });

  it("passes over what is cancelled before it begins", async () => {
    const unknown = { ...task(OLIVES), model: "no-such-model" };
    expect(await runTask({ ...unknown, cancelled: Int32Array.of(1) })).toBeNull();
    await expect(runTask({ ...unknown, cancelled: Int32Array.of(0) })).rejects.toThrow();
  });

  it("closes while work that was given up is still running", async () => {
    const busy = createInferencePool({ modelsDirectory: MODELS, threads: 1 });
    const slow = await createMiniLmReranker(busy);
    const texts = Array.from({ length: 20 }, (_, i) => `${i} ${"olive ".repeat(300)}`);
    const cancelled = new AbortController();
    await slow.score("olives?", ["warm up"]);
    const scores = slow.score("olives?", texts, cancelled.signal).catch((error: Error) => error.message);
    setTimeout(() => cancelled.abort(), 20);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await busy.close();
    expect(await scores).toEqual(expect.any(String));
    // An answer that comes too late would end the process here.
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
});
