import { resolve, sep } from "node:path";
import { type ErrorCode, FootnoteError, toFootnoteError } from "../domain/errors.js";
import type { DocumentStore } from "../ports/document-store.js";
import type { Embedder } from "../ports/embedder.js";
import type { ChunkSettings } from "./chunk.js";
import { embeddingText } from "./embedding-text.js";
import { findFiles, type IngestProblem, isGone, toDocumentId } from "./load-files.js";
import { type PreparedDocument, prepareDocument } from "./prepare-document.js";

export interface IngestSettings {
  chunk: ChunkSettings;
}

export const DEFAULT_INGEST_SETTINGS: IngestSettings = { chunk: { maxWords: 200, overlapSentences: 1 } };

export interface IngestOptions {
  /** Folder that document ids are relative to: the one that holds the index folder. */
  base: string;
  signal?: AbortSignal;
  onProgress?: (progress: IngestProgress) => void;
}

export interface IngestProgress {
  done: number;
  total: number;
  /** The document that was just dealt with. */
  path: string;
}

/** Numbers of documents, by what became of them. */
export interface IngestReport {
  added: number;
  updated: number;
  unchanged: number;
  removed: number;
  /** Passages written for the added and updated documents. */
  passages: number;
  problems: IngestProblem[];
  seconds: number;
}

export type Ingest = (paths: string[], options: IngestOptions) => Promise<IngestReport>;

/** While one document is embedded, the next is read and cut. */
const CONCURRENT_DOCUMENTS = 2;
const EMBEDDING_BATCH = 32;

/** Problems that say nothing of a file's content: what the index holds of the file stays. */
const PASSING_PROBLEMS: ReadonlySet<ErrorCode> = new Set(["FILE_UNREADABLE", "INTERNAL"]);

/**
 * Makes the function that brings an index up to date with files: new and changed documents are stored one by one, each
 * in a transaction, so that stopping at any moment leaves a whole index; documents whose file is gone are removed. A
 * file that cannot be ingested is reported and stops nothing.
 *
 * @throws FootnoteError (the function made) PATH_MISSING, PATH_UNSUPPORTED, NOTHING_TO_INGEST, ABORTED, INDEX_LOCKED
 */
export function createIngest(
  { store, embedder }: { store: DocumentStore; embedder: Embedder },
  settings: IngestSettings = DEFAULT_INGEST_SETTINGS,
): Ingest {
  return async function ingest(paths, { base, signal, onProgress }) {
    const startedAt = performance.now();
    const { files, roots, problems: folderProblems } = await findFiles(paths);
    const problems = folderProblems.map((problem) => ({ ...problem, path: toDocumentId(base, problem.path) }));
    if (files.length === 0) throw nothingToIngest(paths, problems);
    const known = await store.contentHashes();
    const report = { added: 0, updated: 0, unchanged: 0, removed: 0, passages: 0 };
    const outdated: string[] = [];
    let done = 0;

    await forEachConcurrently(files, signal, async (file, stop) => {
      const id = toDocumentId(base, file);
      const prepared = await prepareDocument(file, id, settings, known.get(id)).catch(toFootnoteError);
      if (prepared instanceof FootnoteError) {
        problems.push({ path: id, code: prepared.code, message: prepared.message });
        if (known.has(id) && !PASSING_PROBLEMS.has(prepared.code)) outdated.push(id);
      } else if (prepared === null) report.unchanged++;
      else {
        await embedAndStore(prepared, stop);
        report[known.has(id) ? "updated" : "added"]++;
        report.passages += prepared.chunks.length;
      }
      onProgress?.({ done: ++done, total: files.length, path: id });
    });

    if (report.added + report.updated + report.unchanged === 0) throw nothingToIngest(paths, problems);
    for (const id of known.keys()) {
      const path = resolve(base, id);
      if (roots.some((root) => isWithin(path, root)) && (await isGone(path))) outdated.push(id);
    }
    await store.removeDocuments(outdated);
    problems.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { ...report, removed: outdated.length, problems, seconds: (performance.now() - startedAt) / 1000 };
  };

  async function embedAndStore(
    { document, contentHash, chunks }: PreparedDocument,
    signal: AbortSignal,
  ): Promise<void> {
    const texts = chunks.map((chunk) => embeddingText({ title: document.title, ...chunk }));
    const embeddings: Float32Array[] = [];
    for (let i = 0; i < texts.length; i += EMBEDDING_BATCH) {
      throwIfAborted(signal);
      embeddings.push(...(await embedder.embedPassages(texts.slice(i, i + EMBEDDING_BATCH), signal)));
    }
    throwIfAborted(signal);
    const passages = chunks.map(({ ordinal, ...passage }, i) => ({
      id: `${document.id}#${ordinal}`,
      ...passage,
      embedding: embeddings[i]!,
    }));
    await store.putDocument(document, contentHash, passages);
  }
}

/** Runs `work` on the items, a few at a time. The first failure stops the rest, and is thrown when all have ended. */
async function forEachConcurrently<T>(
  items: T[],
  signal: AbortSignal | undefined,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const stop = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal;
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      if (stop.aborted) return;
      try {
        await work(item, stop);
      } catch (error) {
        failure.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT_DOCUMENTS }, worker));
  throwIfAborted(signal);
  if (failure.signal.aborted) throw failure.signal.reason;
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new FootnoteError("ABORTED", "Ingest was stopped; what was stored before stays.");
}

function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function nothingToIngest(paths: string[], problems: IngestProblem[]): FootnoteError {
  const reasons = problems.slice(0, 3).map(({ message }) => ` ${message}`);
  const more = problems.length > 3 ? ` And ${problems.length - 3} more.` : "";
  return new FootnoteError("NOTHING_TO_INGEST", `Nothing to ingest in ${paths.join(", ")}.${reasons.join("")}${more}`);
}
