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
      const found = new Set(held.slice(i, i + size).flatMap((set) => [...set]));
      const recall = claimTerms.size > 0 ? found.size / claimTerms.size : 0;
      const value = recall - GAIN_PER_SENTENCE * (size - 1);
      if (value <= bestValue + 1e-9) continue;
      bestValue = value;
      best = { start: sentences[i]!.start, end: sentences[i + size - 1]!.end, recall };
    }
  }
  return best;
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

function heldTerms(claimTerms: ReadonlySet<string>, { terms }: EvidenceSentence): Set<string> {
  return new Set(terms.filter((term) => claimTerms.has(term)));
}
