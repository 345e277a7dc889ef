import { Tokenizer } from "@huggingface/tokenizers";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { readModel } from "./model-files.js";

/** A BERT-style model: token ids in, its first output out. */
export interface Transformer {
  tokenIds(text: string): number[];
  /** Runs `[CLS] first [SEP]`, or `[CLS] first [SEP] second [SEP]`, and returns the first output, flattened. */
  run(first: number[], second?: number[]): Promise<Float32Array>;
}

/** Loads a vendored model on one CPU thread: parallel work comes from running several workers. */
export async function loadTransformer(modelsDirectory: string, name: string): Promise<Transformer> {
  const files = await readModel(modelsDirectory, name);
  const tokenizer = new Tokenizer(files.tokenizer, {});
  const session = await InferenceSession.create(files.graph, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const classify = tokenizer.token_to_id("[CLS]")!;
  const separate = tokenizer.token_to_id("[SEP]")!;
  const output = session.outputNames[0]!;

  return {
    tokenIds: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    async run(first, second) {
      const ids = [classify, ...first, separate, ...(second ? [...second, separate] : [])];
      const types = ids.map((_, i) => (i < first.length + 2 ? 0 : 1));
      const result = await session.run({
        input_ids: tensor(ids),
        attention_mask: tensor(ids.map(() => 1)),
        token_type_ids: tensor(types),
      });
      return result[output]!.data as Float32Array;
    },
  };
}

function tensor(values: number[]): Tensor {
  return new Tensor("int64", BigInt64Array.from(values, BigInt), [1, values.length]);
}
