import { type EvidenceText, type EvidenceSentence, readSentences } from "./read-evidence.js";

/** Characters that fit the model's window beside a claim; a word piece takes 4.2 on average. */
const WINDOW_CHARACTERS = 920;
const MAX_TITLE_CHARACTERS = 150;
const MAX_SENTENCES = 8;
/** Worth of a term that another selected sentence holds already, beside a new one. */
const REPEATED_TERM = 0.3;
/** Least worth of a sentence. */
const MIN_WORTH = 0.3;
/** By how much a character lowers a sentence's worth. */
const LENGTH_DISCOUNT = 0.001;

/**
 * What the support model reads of the cited texts: the sentences that add most of a claim's terms, in reading order, title
 * first; all of them when the texts are short. One window of them, read in one go, tells
 * support better than the best of all windows (see data/models/groundedness-minilm-l6).
 */
export function selectEvidence(claimTerms: ReadonlySet<string>, texts: readonly EvidenceText[]): string {
  const total = texts.reduce((sum, { title = "", text }) => sum + title.length + text.length + 2, 0);
  const candidates = texts.flatMap(({ text }, index) => readSentences(text).map((sentence) => ({ index, sentence })));
  const chosen = total <= WINDOW_CHARACTERS ? candidates : choose(claimTerms, candidates);
  const parts = texts.flatMap(({ title }, index) => {
    const sentences = chosen.filter((item) => item.index === index).map(({ sentence }) => sentence.text);
    if (sentences.length === 0) return [];
    const heading = title && !sentences[0]!.startsWith(title) ? [`${title.slice(0, MAX_TITLE_CHARACTERS)}.`] : [];
    return [...heading, ...sentences];
  });
  return parts.join(" ");
}

interface Candidate {
  index: number;
  sentence: EvidenceSentence;
}

/** Greedy: the next sentence is the one that holds most terms not yet held. */
function choose(claimTerms: ReadonlySet<string>, candidates: Candidate[]): Candidate[] {
  const held = new Map(
    candidates.flatMap(({ sentence }, i) => {
      const terms = sentence.terms.filter((term) => claimTerms.has(term));
      return terms.length > 0 ? [[i, new Set(terms)]] : [];
    }),
  );
  const left = new Set(claimTerms);
  const chosen = new Set<number>();
  let room = WINDOW_CHARACTERS;
  while (chosen.size < MAX_SENTENCES) {
    let best = -1;
    let bestWorth = MIN_WORTH;
    for (const [i, terms] of held) {
      if (chosen.has(i)) continue;
      const fresh = [...terms].filter((term) => left.has(term)).length;
      const length = candidates[i]!.sentence.text.length;
      const worth = (fresh + REPEATED_TERM * terms.size) / (1 + LENGTH_DISCOUNT * length);
      if (worth > bestWorth) [best, bestWorth] = [i, worth];
    }
    if (best < 0) break;
    const length = candidates[best]!.sentence.text.length;
    if (length > room && chosen.size > 0) break;
    room -= length;
    chosen.add(best);
    for (const term of held.get(best)!) left.delete(term);
  }
  return candidates.filter((_, i) => chosen.has(i));
}
