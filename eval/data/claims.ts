import { z } from "zod";
import { readRows, type RowOptions } from "./rows.js";

const claimRow = z.object({
  id: z.string(),
  claim: z.string(),
  evidence: z.array(z.string()),
  /** `generic` claims have no checkable content. Only `supported` is the positive class. */
  label: z.enum(["supported", "partial", "unsupported", "generic"]),
  /** The data set within the file; metrics are reported for each. */
  source: z.string(),
  question: z.string().optional(),
  /** Indices into `evidence`: sets of it that suffice, each by itself. */
  supporting: z.array(z.array(z.number().int())).optional(),
});

/** A claim with evidence, labelled by people. */
export type ClaimRow = z.infer<typeof claimRow>;

/** Rows of a claims file. @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, DATA_INVALID */
export const readClaims = (path: string, options?: RowOptions): AsyncGenerator<ClaimRow> =>
  readRows(path, claimRow, options);
