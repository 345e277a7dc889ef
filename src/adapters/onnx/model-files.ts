import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { FootnoteError } from "../../domain/errors.js";

export interface ModelFiles {
  /** Bytes of the ONNX graph, equal to the manifest's sha256. */
  graph: Uint8Array;
  /** Parsed `tokenizer.json`, without its truncation and padding: those are done by hand. */
  tokenizer: object;
}

const manifestSchema = z.record(z.string(), z.object({ file: z.string(), sha256: z.string() }));

/** `bge-small-en-v1.5@6c9c6101`: the name and the first eight digits of the weights' sha256. */
export async function modelId(modelsDirectory: string, name: string): Promise<string> {
  const { sha256 } = await manifestEntry(modelsDirectory, name);
  return `${name}@${sha256.slice(0, 8)}`;
}

/** Reads a vendored model. @throws FootnoteError MODEL_MISSING, or MODEL_CORRUPT when the checksum differs */
export async function readModel(modelsDirectory: string, name: string): Promise<ModelFiles> {
  const { file, sha256 } = await manifestEntry(modelsDirectory, name);
  const graph = await readModelFile(join(modelsDirectory, name, file));
  const actual = createHash("sha256").update(graph).digest("hex");
  if (actual !== sha256) {
    throw new FootnoteError(
      "MODEL_CORRUPT",
      `The weights of ${name} are damaged: sha256 ${actual}, expected ${sha256}.`,
    );
  }
  return { graph, tokenizer: { ...(await readTokenizer(modelsDirectory, name)), truncation: null, padding: null } };
}

/** Parsed `tokenizer.json` of a vendored model. @throws FootnoteError MODEL_MISSING, MODEL_CORRUPT */
export async function readTokenizer(modelsDirectory: string, name: string): Promise<object> {
  return parse(await readModelFile(join(modelsDirectory, name, "tokenizer.json")), name) as object;
}

async function manifestEntry(modelsDirectory: string, name: string) {
  const bytes = await readModelFile(join(modelsDirectory, "manifest.json"));
  const manifest = manifestSchema.safeParse(parse(bytes, "manifest.json"));
  const entry = manifest.success ? manifest.data[name] : undefined;
  if (!entry) throw new FootnoteError("MODEL_MISSING", `data/models/manifest.json does not list ${name}.`);
  return entry;
}

async function readModelFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new FootnoteError("MODEL_MISSING", "A model file cannot be read.", { cause });
  }
}

function parse(bytes: Buffer, name: string): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw new FootnoteError("MODEL_CORRUPT", `A file of ${name} is not valid JSON.`, { cause });
  }
}
