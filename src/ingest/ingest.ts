import { resolve, sep } from "node:path";
import { type ErrorCode, FootnoteError } from "../domain/errors.js";
import type { DocumentStore } from "../ports/document-store.js";
import type { Embedder } from "../ports/embedder.js";
import type { ChunkSettings } from "./chunk.js";
import { embeddingText } from "./embedding-text.js";
import { forEachConcurrently, throwIfAborted } from "./for-each-concurrently.js";
import { findFiles, type IngestProblem, isGone, toDocumentId, toProblem } from "./load-files.js";
import type { PreparedDocument } from "./prepare-documents.js";
import { createPreparer } from "./preparer.js";
import { createSidecarReader } from "./read-sidecars.js";
import { sourceFileId } from "./source-documents.js";

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
  /** Numbers of files. */
  done: number;
  total: number;
  /** The file that was just dealt with. */
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
  /** Documents that were linked, as they say the same as one that is searched in their place. */
  duplicates: IngestDuplicate[];
  problems: IngestProblem[];
  /** Numbers of files of formats that are not read, by how their names end: `{ ".png": 3 }`. */
  otherFormats: Record<string, number>;
  /** What was indexed all the same, but will not be found or checked as well as the rest. */
  warnings: IngestWarning[];
  seconds: number;
}

export interface IngestDuplicate {
  path: string;
  duplicateOf: string;
}

export interface IngestWarning {
  path: string;
  message: string;
}

export type Ingest = (paths: string[], options: IngestOptions) => Promise<IngestReport>;

const EMBEDDING_BATCH = 32;

/** Problems that say nothing of a file's content: what the index holds of the file stays. */
const PASSING_PROBLEMS: ReadonlySet<ErrorCode> = new Set(["FILE_UNREADABLE", "INTERNAL"]);

/**
 * Makes the function that brings an index up to date with files: new and changed documents are stored one by one, each
 * in a transaction, so that stopping at any moment leaves a whole index; documents whose file is gone are removed. A
 * file that cannot be ingested is reported and stops nothing.
 *
 * @throws FootnoteError (the function made) PATH_MISSING, PATH_UNSUPPORTED, NOTHING_TO_INGEST, METADATA_INVALID, ABORTED,
 * INDEX_LOCKED
 */
export function createIngest(
  { store, embedder }: { store: DocumentStore; embedder: Embedder },
  settings: IngestSettings = DEFAULT_INGEST_SETTINGS,
): Ingest {
  return async function ingest(paths, { base, signal, onProgress }) {
    const startedAt = performance.now();
    const { files, roots, otherFormats, problems: folderProblems } = await findFiles(paths);
    const problems = folderProblems.map((problem) => withId(problem, toDocumentId(base, problem.path)));
    if (files.length === 0) throw nothingToIngest(paths, problems, otherFormats);
    const known = await store.contentHashes();
    const formerDuplicates = await store.duplicates();
    const statedMetadata = createSidecarReader();
    const preparer = createPreparer();
    const knownInFile = groupByFile(known.keys());
    const report = { added: 0, updated: 0, unchanged: 0, removed: 0, passages: 0 };
    const warnings: IngestWarning[] = [];
    const outdated = new Set<string>();
    let done = 0;

    /** Brings the index up to date with one file. Known documents of it that it does not hold any more are outdated. */
    async function ingestFile(file: string, fileId: string, stop: AbortSignal): Promise<void> {
      const gone = new Set(knownInFile.get(fileId));
      const languages: string[] = [];
      // The file's own id, as the name of a file may look like that of a record in another one.
      const knownHashes = new Map([fileId, ...gone].map((id) => [id, known.get(id) ?? ""]));
      const prior = { knownHashes, stated: await statedMetadata(file) };
      for await (const preparation of preparer.prepare(file, fileId, settings, prior)) {
        throwIfAborted(stop);
        const { id, outcome } = preparation;
        if (outcome === "failed") {
          const { code } = preparation.error;
          problems.push(toProblem(id, preparation.error));
          if (PASSING_PROBLEMS.has(code) && id === fileId) gone.clear();
          else if (PASSING_PROBLEMS.has(code)) gone.delete(id);
          continue;
        }
        gone.delete(id);
        if (outcome === "prepared") {
          await embedAndStore(preparation, stop);
          report[known.has(id) ? "updated" : "added"]++;
          report.passages += preparation.chunks.length;
          if (preparation.foreignLanguage) languages.push(preparation.foreignLanguage);
          if (preparation.warning) warnings.push({ path: fileId, message: `${id}: ${preparation.warning}.` });
        } else report.unchanged++;
      }
      for (const id of gone) if (id === fileId || (await isGone(resolve(base, id)))) outdated.add(id);
      if (languages.length > 0) warnings.push({ path: fileId, message: foreignLanguageWarning(fileId, languages) });
    }

    try {
      await forEachConcurrently(files, signal, async (file, stop) => {
        const path = toDocumentId(base, file);
        await ingestFile(file, path, stop);
        onProgress?.({ done: ++done, total: files.length, path });
      });
    } finally {
      await preparer.close();
    }

    if (report.added + report.updated + report.unchanged === 0) throw nothingToIngest(paths, problems, otherFormats);
    for (const [fileId, ids] of knownInFile) {
      const path = resolve(base, fileId);
      if (!roots.some((root) => isWithin(path, root)) || !(await isGone(path))) continue;
      for (const id of ids) if (await isGone(resolve(base, id))) outdated.add(id);
    }
    await store.removeDocuments([...outdated]);
    problems.sort(byPath);
    warnings.sort(byPath);
    const duplicates = [...(await store.duplicates())]
      .filter(([path, duplicateOf]) => formerDuplicates.get(path) !== duplicateOf)
      .map(([path, duplicateOf]) => ({ path, duplicateOf }))
      .sort(byPath);
    const seconds = (performance.now() - startedAt) / 1000;
    return { ...report, removed: outdated.size, duplicates, problems, otherFormats, warnings, seconds };
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

function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Document ids by the file they are in. An id that only looks like a record's is that of a file while there is one. */
function groupByFile(ids: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const fileId = sourceFileId(id);
    const group = groups.get(fileId);
    if (group) group.push(id);
    else groups.set(fileId, [id]);
  }
  return groups;
}

/** A problem that names its file as documents are named. */
function withId({ path, message, ...problem }: IngestProblem, id: string): IngestProblem {
  return { path: id, message: message.startsWith(path) ? id + message.slice(path.length) : message, ...problem };
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** For the languages of one or more documents of a file. */
function foreignLanguageWarning(fileId: string, languages: string[]): string {
  const names = [...new Set(languages)].sort().join(", ");
  const subject = languages.length > 1 ? `${languages.length} documents of ${fileId} are` : `${fileId} is`;
  return `${subject} mostly in ${names}; the models cover English, so little of it will be found and cited.`;
}

function nothingToIngest(
  paths: string[],
  problems: IngestProblem[],
  otherFormats: Record<string, number>,
): FootnoteError {
  const reasons = problems.slice(0, 3).map(({ message }) => ` ${message}`);
  const more = problems.length > 3 ? ` And ${problems.length - 3} more.` : "";
  const hints = new Set(problems.map(({ hint }) => hint));
  const endings = Object.keys(otherFormats).filter(Boolean).slice(0, 5).join(", ");
  const others = endings ? ` Files that end in ${endings} are not read.` : "";
  const message = `Nothing to ingest in ${paths.join(", ")}.${reasons.join("")}${more}${others}`;
  // What ails all of them is what to mend.
  return new FootnoteError("NOTHING_TO_INGEST", message, hints.size === 1 ? { hint: [...hints][0]! } : {});
}
