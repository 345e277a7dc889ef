import { join } from "node:path";
import { z } from "zod";
import { FootnoteError } from "../../src/domain/errors.js";
import { readLines } from "./lines.js";
import { invalidLine, readRows, type RowOptions } from "./rows.js";

export interface RetrievalDocument {
  id: string;
  title: string;
  text: string;
}

export interface JudgedQuery {
  id: string;
  text: string;
  /** Relevance grade by document id; documents not in it are not relevant. At least one grade is above 0. */
  relevance: Map<string, number>;
  /** Short answers, where they are known: any of them, in any passage, answers the query. */
  answers?: string[];
}

/** A test collection: documents, and queries with the documents people judged relevant. */
export interface RetrievalSet {
  queries: JudgedQuery[];
  /** All documents, read again at each call. */
  documents(): AsyncGenerator<RetrievalDocument>;
}

export interface RetrievalSetOptions {
  /** Which judgements: `qrels/<split>.tsv`. Default `test`. */
  split?: string;
  /** Keep the first this many judged queries; the documents are always all. */
  limit?: number;
  /** What happens to malformed documents and queries. */
  rows?: RowOptions;
}

const documentRow = z
  .object({ _id: z.string(), title: z.string().default(""), text: z.string() })
  .transform(({ _id: id, ...rest }) => ({ id, ...rest }));
const queryRow = z.object({ _id: z.string(), text: z.string() }).transform(({ _id: id, text }) => ({ id, text }));

/**
 * Opens a folder in the BEIR layout (Thakur et al., 2021). Queries stand in the order of `queries.jsonl`; those without
 * a relevant document are left out.
 * @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, DATA_INVALID; `documents()` throws while it is read
 */
export async function openRetrievalSet(
  folder: string,
  { split = "test", limit = Infinity, rows }: RetrievalSetOptions = {},
): Promise<RetrievalSet> {
  const judgementsPath = join(folder, "qrels", `${split}.tsv`);
  const queriesPath = join(folder, "queries.jsonl");
  const judgements = await readJudgements(judgementsPath);

  const queries: JudgedQuery[] = [];
  for await (const { id, text } of readRows(queriesPath, queryRow, rows)) {
    const relevance = judgements.get(id);
    judgements.delete(id);
    if (relevance && [...relevance.values()].some((grade) => grade > 0)) queries.push({ id, text, relevance });
  }
  const [unknown] = judgements.keys();
  if (unknown !== undefined) {
    throw new FootnoteError("DATA_INVALID", `${judgementsPath} judges query ${unknown}, which ${queriesPath} lacks.`);
  }
  return { queries: queries.slice(0, limit), documents: () => readRows(join(folder, "corpus.jsonl"), documentRow, rows) };
}

/** Grades by query and document: `query-id <tab> corpus-id <tab> score` below a header line. */
async function readJudgements(path: string): Promise<Map<string, Map<string, number>>> {
  const judgements = new Map<string, Map<string, number>>();
  for await (const { text, number } of readLines(path)) {
    if (number === 1 && text.startsWith("query-id\t")) continue;
    const [query, document, grade, ...more] = text.split("\t");
    if (!query || !document || !grade || !/^-?\d+$/.test(grade) || more.length > 0) {
      throw invalidLine(path, number, "not <query-id> <tab> <corpus-id> <tab> <whole number>");
    }
    const relevance = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, relevance.set(document, Number(grade)));
  }
  if (judgements.size === 0) throw new FootnoteError("DATA_INVALID", `${path} has no judgements.`);
  return judgements;
}
