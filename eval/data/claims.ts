import { z } from "zod";
import type { EvidenceText } from "../../src/validation/check-claim.js";
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

/** The evidence of a row as the check reads it: a title where it is declared, source numbers and heading marks left out. */
export function claimEvidence({ evidence }: Pick<ClaimRow, "evidence">): EvidenceText[] {
  const title = evidence.map((entry) => TITLE.exec(entry)?.[1]?.trim()).find(Boolean);
  const text = evidence.map((entry) => entry.replace(DECORATION, "")).join("\n");
  return [title ? { title, text } : { text }];
}

const TITLE = /^\s*(?:\(meta data\)\s*TITLE:|Title:)\s*([^\n]+)/;
const DECORATION = /^\s*(?:\[\d+\]\s*|\(meta data\)\s*[A-Z ]+:\s*|Title:\s*|#+\s*)/;
