import type { Span } from "../../text/span.js";
import { type EvidenceSentence, readSentences } from "./read-evidence.js";

export interface EvidenceWindow extends Span {
  /** Share of the claim's distinct terms that the window holds, 0..1. */
  recall: number;
}

const MAX_SENTENCES = 3;
/** A longer window must find this much more of the claim for each sentence it adds. */
const GAIN_PER_SENTENCE = 0.1;

/** The one to three neighbouring sentences of a text that hold most of the claim's terms; null for empty texts. */
export function bestWindow(claimTerms: ReadonlySet<string>, text: string): EvidenceWindow | null {
  const sentences = readSentences(text);
  const held = sentences.map((sentence) => heldTerms(claimTerms, sentence));
  let best: EvidenceWindow | null = null;
  let bestValue = -1;
  for (let size = 1; size <= MAX_SENTENCES; size++) {
    for (let i = 0; i + size <= sentences.length; i++) {
      const recall = claimTerms.size > 0 ? countDistinct(held, i, size) / claimTerms.size : 0;
      const value = recall - GAIN_PER_SENTENCE * (size - 1);
      if (value <= bestValue + 1e-9) continue;
      bestValue = value;
      best = { start: sentences[i]!.start, end: sentences[i + size - 1]!.end, recall };
    }
  }
  return best;
}

/** How many terms the sentences from one on hold together. */
function countDistinct(held: readonly ReadonlySet<string>[], from: number, size: number): number {
  const first = held[from]!;
  if (size === 1) return first.size;
  const rest = held.slice(from + 1, from + size);
  if (rest.every((set) => set.size === 0)) return first.size;
  return new Set([first, ...rest].flatMap((set) => [...set])).size;
}

/** The one sentence of a text that holds most of the claim's terms, the first of equals. */
export function closestSentence(claimTerms: ReadonlySet<string>, text: string): string {
  let closest = "";
  let most = -1;
  for (const sentence of readSentences(text)) {
    const held = heldTerms(claimTerms, sentence).size;
    if (held > most) [closest, most] = [sentence.text, held];
  }
  return closest;
}

const NONE: ReadonlySet<string> = new Set();

function heldTerms(claimTerms: ReadonlySet<string>, { terms }: EvidenceSentence): ReadonlySet<string> {
  const held = terms.filter((term) => claimTerms.has(term));
  return held.length > 0 ? new Set(held) : NONE;
}
