import { statSync } from "node:fs";
import { openQuestionSet } from "./question-set.js";
import { openRetrievalSet, type RetrievalSet } from "./retrieval-set.js";
import type { RowOptions } from "./rows.js";

/**
 * A collection with judged queries: a folder in BEIR's layout, or a question file whose gold passages are relevant.
 * @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, DATA_INVALID
 */
export async function openJudgedSet(
  path: string,
  { split, rows }: { split?: string; rows?: RowOptions } = {},
): Promise<RetrievalSet> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;
  return isFolder ? openRetrievalSet(path, { split, rows }) : openQuestionSet(path, rows);
}
