import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openIndex } from "../../src/compose.js";
import type { IndexedPassage } from "../../src/adapters/embedded/passage-source.js";
import { FootnoteError } from "../../src/domain/errors.js";
import { createHashingEmbedder } from "../../tests/doubles/hashing-embedder.js";
import { type Acknowledgement, type ContentDigest, digestOf } from "./acknowledgement.js";

const CHILD = fileURLToPath(new URL("./restless-ingest.ts", import.meta.url));
const embedder = createHashingEmbedder({ dimension: 256 });

/** What may be in the index, by what the writing process has said: per document one settled content, and what was begun. */
export interface Expectations {
  settled: Map<string, ContentDigest | null>;
  begun: Map<string, (ContentDigest | null)[]>;
}

export interface Trial {
  /** What the process was doing when it was killed. */
  during: string;
  acknowledged: number;
  documents: number;
  /** Size of the write-ahead log that was left, in bytes. */
  logBytes: number;
  /** One sentence a finding: what an acknowledged write or an opened index should not be like. */
  problems: string[];
}

/**
 * Starts the writing process, kills it `delayMs` after it has said so many lines, then opens the index and compares.
 * `expectations` are brought up to what was found.
 */
export async function crashOnce(
  root: string,
  { seed, lines: wanted, delayMs }: { seed: number; lines: number; delayMs: number },
  expectations: Expectations,
): Promise<Trial> {
  const child = spawn(process.execPath, ["--import", "tsx", CHILD, root, String(seed)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const saidSo = new Promise<void>((resolve) =>
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.split("\n").length > wanted) resolve();
    }),
  );
  await Promise.race([saidSo, closed]);
  await sleep(delayMs);
  const diedItself = child.exitCode !== null;
  child.kill("SIGKILL");
  await closed;

  const lines = output.split("\n").slice(0, -1);
  const said = lines.map((line) => JSON.parse(line) as Acknowledgement);
  for (const acknowledgement of said) take(expectations, acknowledgement);
  const logBytes = statSync(join(root, "index", "footnote.sqlite-wal"), { throwIfNoEntry: false })?.size ?? 0;
  const { problems, documents } = await inspect(root, expectations);
  if (diedItself) problems.push(`The writing process ended by itself: ${errors}`);
  const acknowledged = said.filter(({ event }) => event === "done").length;
  return { during: said.at(-1)?.event ?? "start", acknowledged, documents, logBytes, problems };
}

function take({ settled, begun }: Expectations, said: Acknowledgement): void {
  if (said.event === "begins") begun.set(said.id, [...(begun.get(said.id) ?? []), said.digest]);
  if (said.event === "done") {
    settled.set(said.id, said.digest);
    begun.delete(said.id);
  }
}

/** Opens the index as the next start would, and compares everything in it. */
async function inspect(root: string, expectations: Expectations): Promise<{ problems: string[]; documents: number }> {
  const { settled, begun } = expectations;
  let opened: ReturnType<typeof openIndex>;
  try {
    opened = openIndex(join(root, "index"), embedder);
  } catch (error) {
    const isMissing = error instanceof FootnoteError && error.code === "INDEX_MISSING";
    const problem = `The index cannot be opened: ${reasonOf(error)}`;
    return { problems: isMissing && settled.size === 0 ? [] : [problem], documents: 0 };
  }
  const { store, index } = opened;
  const problems = store.verify().map((problem) => `verify: ${problem}`);
  const passages = new Map<string, IndexedPassage[]>();
  for (const passage of store.allPassages()) {
    passages.set(passage.documentId, [...(passages.get(passage.documentId) ?? []), passage]);
  }
  const stored = [...(await store.contentHashes()).keys()];
  for (const id of new Set([...stored, ...settled.keys(), ...begun.keys()])) {
    const found = contentOf(id);
    const allowed = [settled.get(id) ?? null, ...(begun.get(id) ?? [])];
    if (!allowed.some((digest) => isSame(digest, found))) {
      const what = found ? "has content that was not acknowledged" : "was acknowledged and is not there";
      problems.push(`${id} ${what}.`);
    }
    if (found?.passages && !(await isFound(id))) problems.push(`${id} is stored, but not found.`);
    const actual = allowed.find((digest) => isSame(digest, found)) ?? null;
    settled.set(id, actual);
  }
  begun.clear();
  opened.close();
  return { problems, documents: stored.length };

  function contentOf(id: string): Partial<ContentDigest> | null {
    const document = store.getDocument(id);
    if (!document) return null;
    const { document: digest, passages: passagesDigest } = digestOf(document, passages.get(id) ?? []);
    // The passages of a linked duplicate are kept, but cannot be read.
    return document.duplicateOf === null ? { document: digest, passages: passagesDigest } : { document: digest };
  }

  async function isFound(id: string): Promise<boolean> {
    const [first] = passages.get(id)!;
    const [hit] = await index.searchDense(first!.embedding, 1);
    return (await index.getPassages([first!.id])).length === 1 && hit !== undefined && hit.score > 0.999;
  }
}

function isSame(expected: ContentDigest | null, found: Partial<ContentDigest> | null): boolean {
  if (!expected || !found) return expected === found;
  return expected.document === found.document && (!found.passages || expected.passages === found.passages);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
