import { splitSentences } from "../../text/sentences.js";
import type { Span } from "../../text/span.js";
import { terms } from "../../text/tokens.js";

/** A text that a claim cites. */
export interface EvidenceText {
  /** Read before the text: names the subject that its sentences leave out. */
  title?: string;
  text: string;
}

export interface EvidenceSentence extends Span {
  text: string;
  /** Index terms, in order. */
  terms: string[];
}

const CACHED_TEXTS = 500;
const cache = new Map<string, EvidenceSentence[]>();

/** Sentences of a text with their terms; kept, since one passage is set beside many claims. */
export function readSentences(text: string): readonly EvidenceSentence[] {
  let sentences = cache.get(text);
  if (!sentences) {
    sentences = splitSentences(text).map(({ start, end }) => {
      const sentence = text.slice(start, end);
      return { start, end, text: sentence, terms: terms(sentence) };
    });
    if (cache.size >= CACHED_TEXTS) cache.clear();
    cache.set(text, sentences);
  }
  return sentences;
}
