/**
 * What runs inside a worker thread. `session.run` of onnxruntime-node blocks the thread that calls it, so models live
 * here and never on the event loop. One input at a time: int8 activation scales are per batch, and a score must not
 * depend on what else happens to be scored beside it.
 */
import { FootnoteError } from "../../domain/errors.js";
import { loadTransformer, type Transformer } from "./transformer.js";

interface ModelReference {
  modelsDirectory: string;
  model: string;
  /** Longest input, special tokens included; what is longer is cut at the end. */
  maxTokens: number;
}

export type InferenceTask = (ModelReference & { kind: "embed"; text: string }) | (ModelReference & PairTask);

/** `[CLS] first [SEP] second [SEP]` to one logit. Of the two, the bounded one is cut first, the other takes what is left. */
export interface PairTask {
  kind: "score";
  first: string;
  second: string;
  maxFirstTokens?: number;
  maxSecondTokens?: number;
}

/** A task that is passed over when its turn comes after `cancelled[0]` was set to 1: nobody waits for its result any more. */
export type CancellableTask = InferenceTask & { cancelled: Int32Array };

/** [CLS] and two [SEP]. */
const SPECIAL_TOKENS = 3;
const models = new Map<string, Promise<Transformer>>();

/** Null for a task that was cancelled before it began. */
export default async function runTask(task: CancellableTask): Promise<Float32Array | null> {
  if (Atomics.load(task.cancelled, 0) === 1) return null;
  let model = models.get(task.model);
  if (!model) models.set(task.model, (model = loadTransformer(task.modelsDirectory, task.model)));
  try {
    return await (task.kind === "embed" ? embed(await model, task) : score(await model, task));
  } catch (error) {
    // Class and code are lost on the way out of a thread; a plain cause is not.
    if (error instanceof FootnoteError) throw new Error(error.message, { cause: { code: error.code } });
    throw error;
  }
}

/** The [CLS] vector of the last hidden state, at unit length. */
async function embed(model: Transformer, task: InferenceTask & { kind: "embed" }): Promise<Float32Array> {
  const ids = model.tokenIds(task.text).slice(0, task.maxTokens - 2);
  const hidden = await model.run(ids);
  const vector = hidden.slice(0, hidden.length / (ids.length + 2));
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

async function score(model: Transformer, task: InferenceTask & { kind: "score" }): Promise<Float32Array> {
  const { maxFirstTokens = Infinity, maxSecondTokens = Infinity } = task;
  const room = task.maxTokens - SPECIAL_TOKENS;
  const first = model.tokenIds(task.first).slice(0, maxFirstTokens);
  const second = model.tokenIds(task.second).slice(0, maxSecondTokens);
  return maxFirstTokens < Infinity
    ? model.run(first, second.slice(0, room - first.length))
    : model.run(first.slice(0, room - second.length), second);
}
