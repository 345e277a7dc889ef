import { writeFile } from "node:fs/promises";
import { FootnoteError } from "../../src/domain/errors.js";
import { readLines } from "./lines.js";
import { invalidLine } from "./rows.js";

export interface ScoredDocument {
  id: string;
  score: number;
}

/** What one system found: documents by query id, best first. */
export interface TrecRun {
  /** Names the system, without white space. */
  tag: string;
  rankings: Map<string, ScoredDocument[]>;
}

/**
 * Writes a run as trec_eval reads it, one document a line: `<query> Q0 <document> <rank, from 1> <score> <tag>`. A query
 * without documents has no line.
 *
 * trec_eval goes by score, which it holds in 32 bits, and sorts ties by document id. For it to see the ranking as it is,
 * a score that is not below the one before is written as the next lower 32-bit number.
 * @throws FootnoteError DATA_INVALID for an id or tag that is empty or has white space, a document twice in a ranking, or
 * a score that is no 32-bit number; PATH_MISSING, FILE_UNREADABLE when the file cannot be written
 */
export async function writeTrecRun(path: string, { tag, rankings }: TrecRun): Promise<void> {
  checkName("tag", tag);
  const lines: string[] = [];
  for (const [query, documents] of rankings) {
    checkName("query id", query);
    const seen = new Set<string>();
    let previous = Infinity;
    for (const [index, { id, score }] of documents.entries()) {
      checkName("document id", id);
      if (seen.has(id)) throw new FootnoteError("DATA_INVALID", `Document ${id} is twice in the ranking of ${query}.`);
      seen.add(id);
      const float = Math.fround(score);
      previous = Math.min(float, nextBelow(previous));
      if (!Number.isFinite(float) || !Number.isFinite(previous)) {
        throw new FootnoteError("DATA_INVALID", `Document ${id} of query ${query} has a score of ${score}, which no 32-bit number holds.`);
      }
      lines.push(`${query} Q0 ${id} ${index + 1} ${Number(previous.toPrecision(FLOAT32_DIGITS))} ${tag}\n`);
    }
  }
  try {
    await writeFile(path, lines.join(""));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw code === "ENOENT"
      ? new FootnoteError("PATH_MISSING", `${path} cannot be written: its folder does not exist.`, { cause })
      : new FootnoteError("FILE_UNREADABLE", `${path} cannot be written (${code}).`, { cause });
  }
}

/**
 * Reads a run file in trec_eval's order, whatever its ranks: highest score first, ties by document id, last in the
 * alphabet first (bytes of UTF-8).
 * @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, DATA_INVALID with file and line
 */
export async function readTrecRun(path: string): Promise<TrecRun> {
  const run: TrecRun = { tag: "", rankings: new Map() };
  const seen = new Set<string>();
  for await (const { text, number } of readLines(path)) {
    const [query, q0, id, rank, score, tag, ...more] = text.trim().split(/\s+/);
    if (!query || !id || !tag || q0 !== "Q0" || !isNumber(rank) || !isNumber(score) || more.length > 0) {
      throw invalidLine(path, number, "not <query> Q0 <document> <rank> <score> <tag>, rank and score numbers");
    }
    if (seen.size > 0 && tag !== run.tag) {
      throw invalidLine(path, number, `tag ${tag} after lines of ${run.tag}: a file holds one run`);
    }
    const pair = `${query} ${id}`;
    if (seen.has(pair)) throw invalidLine(path, number, `document ${id} is already ranked for query ${query}`);
    seen.add(pair);
    run.tag = tag;
    const documents = run.rankings.get(query) ?? [];
    documents.push({ id, score: Number(score) });
    run.rankings.set(query, documents);
  }
  if (seen.size === 0) throw new FootnoteError("DATA_INVALID", `${path} has no rankings.`);
  for (const documents of run.rankings.values()) documents.sort(byScore);
  return run;
}

function byScore(a: ScoredDocument, b: ScoredDocument): number {
  return Math.fround(b.score) - Math.fround(a.score) || Buffer.compare(Buffer.from(b.id), Buffer.from(a.id));
}

function isNumber(text: string | undefined): text is string {
  return text !== undefined && Number.isFinite(Number(text));
}

function checkName(what: string, name: string): void {
  if (/^\S+$/.test(name)) return;
  throw new FootnoteError("DATA_INVALID", `A run file cannot hold the ${what} ${JSON.stringify(name)}.`, {
    hint: "Its fields are set apart by white space: ids and tags must have none.",
  });
}

/** Digits after which a 32-bit number can be read back. */
const FLOAT32_DIGITS = 9;

/** The largest 32-bit floating-point number below one. */
function nextBelow(value: number): number {
  if (value === Infinity) return value;
  const float = Float32Array.of(value === 0 ? -0 : value);
  const bits = new Int32Array(float.buffer);
  // The bits of positive numbers grow with the number, those of negative ones (as of -0) with its size.
  bits[0]! += value > 0 ? -1 : 1;
  return float[0]!;
}
