import { z } from "zod";
import { readRows, type RowOptions } from "./rows.js";

const rewriteRow = z.object({
  id: z.string(),
  /** The documents the conversation is about; metrics are reported for each. */
  collection: z.string().default(""),
  lastTurn: z.string(),
  /** Earlier turns of the user, oldest first. */
  history: z.array(z.string()),
  /** The last turn as a person wrote it to stand alone. */
  rewrite: z.string(),
});

/** A follow-up question with a human stand-alone rewrite. */
export type RewriteRow = z.infer<typeof rewriteRow>;

/** Rows of a rewrites file. @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, DATA_INVALID */
export const readRewrites = (path: string, options?: RowOptions): AsyncGenerator<RewriteRow> =>
  readRows(path, rewriteRow, options);
