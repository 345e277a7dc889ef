import type { Span } from "../../text/span.js";
import type { EvidenceText } from "./read-evidence.js";

// What may stand before and after a whole sentence: a part of one may mean something else ("not", "only if").
const BEFORE = /(?:^|[\n.!?:;)\]"”’»]\s*|^\s*[-*•]\s*|\n\s*(?:[-*•]|\d{1,3}[.)])\s*|\d{1,3}[.)]\s+)$/;
const AFTER = /^(?:\s*$|\s*\n|["'”’)\]]*[.!?]|["'”’)\]]*\s+[\p{Lu}\p{N}"'“‘(\[`*-])/u;

/** Where a claim stands word for word, as whole sentences; null when it does not. */
export function findVerbatim(claim: string, evidence: readonly EvidenceText[]): ({ index: number } & Span) | null {
  if (!claim) return null;
  for (const [index, { text }] of evidence.entries()) {
    for (let start = text.indexOf(claim); start >= 0; start = text.indexOf(claim, start + 1)) {
      const end = start + claim.length;
      if (BEFORE.test(text.slice(Math.max(0, start - 12), start)) && AFTER.test(text.slice(end, end + 8))) {
        return { index, start, end };
      }
    }
  }
  return null;
}
