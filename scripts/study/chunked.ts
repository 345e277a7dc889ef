import { evenly } from "../../eval/data/evenly.js";
import type { RetrievalDocument } from "../../eval/data/retrieval-set.js";
import { assemble } from "../../src/ingest/assemble.js";
import { chunk, type ChunkSettings } from "../../src/ingest/chunk.js";
import { embeddingText } from "../../src/ingest/embedding-text.js";
import { extract } from "../../src/ingest/extract.js";
import type { Embedder } from "../../src/ports/embedder.js";
import type { StudyCollection } from "./collections.js";

/** What stands before a passage's text when it is embedded. */
export type Prefix = "title > heading" | "title" | "none";

export interface Granularity {
  chunk: ChunkSettings;
  prefix: Prefix;
  /** How often a heading's words count in the index, beside 1 for the body's. */
  headingWeight: number;
}

/** A passage that the product's chunker cuts from a document. */
export interface Piece {
  title: string;
  headingPath: string[];
  text: string;
  /** The document as it is: its vector is known. */
  isWhole: boolean;
}

/** A collection whose documents are cut into chunks. */
export interface ChunkedCollection {
  /** The chunks in the place of documents, in the order of the text. */
  chunks: StudyCollection;
  /** Of each chunk, the position of its document in the collection that was cut. */
  owners: number[];
}

const BATCH = 256;

/** Documents of a collection that are cut, where cutting and embedding all would take too long. */
const SAMPLES = new Map([["scifact-train", 500]]);

/** Cuts the documents and embeds the chunks; queries and their vectors stay those of the collection. */
export async function chunkCollection(
  collection: StudyCollection,
  { chunk: settings, prefix, headingWeight }: Granularity,
  embedder: Pick<Embedder, "dimension" | "embedPassages">,
): Promise<ChunkedCollection> {
  const { dimension } = embedder;
  const positions = samplePositions(collection, SAMPLES.get(collection.name) ?? Infinity);
  const pieces = positions.flatMap((owner) =>
    cutDocument(collection.documents[owner]!, settings).map((piece) => ({ owner, ...piece })),
  );
  const vectors = new Float32Array(pieces.length * dimension);
  const unknown: number[] = [];
  pieces.forEach(({ owner, title, isWhole }, i) => {
    const isKnown = isWhole && (prefix !== "none" || !title);
    if (isKnown) vectors.set(collection.vectors.subarray(owner * dimension, (owner + 1) * dimension), i * dimension);
    else unknown.push(i);
  });
  for (let from = 0; from < unknown.length; from += BATCH) {
    const batch = unknown.slice(from, from + BATCH);
    const embedded = await embedder.embedPassages(batch.map((i) => prefixed(pieces[i]!, prefix)));
    embedded.forEach((vector, i) => vectors.set(vector, batch[i]! * dimension));
  }
  const documents = pieces.map(({ owner, title, headingPath, text }) => ({
    id: collection.documents[owner]!.id,
    title,
    text: [...Array.from({ length: headingWeight }, () => headingPath).flat(), text].join("\n"),
  }));
  return { chunks: { ...collection, documents, vectors }, owners: pieces.map(({ owner }) => owner) };
}

/** The passages of a document, as ingestion makes them; of one without text, its title. */
export function cutDocument({ id, title, text }: RetrievalDocument, settings: ChunkSettings): Piece[] {
  const { blocks } = extract(text, id, id.endsWith(".md") ? "markdown" : "text");
  const chunks = chunk(assemble({ title, blocks }), settings);
  if (chunks.length === 0) return [{ title: "", headingPath: [], text: title, isWhole: true }];
  // A document that stays in one piece is searched as the other studies do: with its lines as they are.
  if (chunks.length === 1 && blocks.every(({ kind }) => kind !== "heading"))
    return [{ title, headingPath: [], text, isWhole: true }];
  return chunks.map(({ headingPath, text }) => ({ title, headingPath, text, isWhole: false }));
}

function prefixed(piece: Piece, prefix: Prefix): string {
  if (prefix === "none") return piece.text;
  return embeddingText(prefix === "title" ? { ...piece, headingPath: [] } : piece);
}

/** Positions of all judged documents and of evenly chosen others, `limit` in all unless more are judged; in order. */
export function samplePositions(
  { documents, queries }: Pick<StudyCollection, "documents" | "queries">,
  limit: number,
): number[] {
  const judged = new Set(queries.flatMap(({ relevance }) => [...relevance.keys()]));
  const isJudged = (position: number): boolean => judged.has(documents[position]!.id);
  const all = [...documents.keys()];
  const kept = all.filter(isJudged);
  const others = all.filter((position) => !isJudged(position));
  return [...kept, ...evenly(others, Math.max(0, limit - kept.length))].sort((a, b) => a - b);
}

/** The document or file that a chunk was cut from: `finance#7` is a part of the file `finance`. */
export function sourceOf(id: string): string {
  return id.replace(/#\d+$/, "");
}

/** Documents by their best chunk: the owners of ranked chunks, each once, in the order of its first. */
export function documentsOf(ranked: readonly number[], owners: readonly number[]): number[] {
  return [...new Set(ranked.map((position) => owners[position]!))];
}
