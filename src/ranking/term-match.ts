import type { Candidate } from "../domain/candidate.js";
import type { Passage } from "../domain/document.js";
import { type TermMatch, termMatchParts, type TermMatchWeights } from "../domain/term-match.js";
import type { PassageIndex } from "../ports/passage-index.js";
import { type WeightedTerm, weightedTerms } from "../text/coverage.js";
import { exactShare, exactTerms } from "../text/exact-terms.js";
import { contentWords, terms } from "../text/tokens.js";
import { readTerms } from "./read-terms.js";

interface Pair {
  pair: string;
  weight: number;
}

export interface MatchedCandidate {
  /** With the score that the match makes of the fused one. */
  candidate: Candidate;
  match: TermMatch;
}

/** The candidates of `measureTerms` alone. */
export async function matchTerms(...request: Parameters<typeof measureTerms>): Promise<Candidate[]> {
  return (await measureTerms(...request)).map(({ candidate }) => candidate);
}

/**
 * Candidates scored anew by how they hold the question's words, best first: BM25 knows how often each word stands in a
 * passage, not whether all do, nor whether they stand together. Pairs of neighbouring words are the ordered part of the
 * sequential dependence model (Metzler and Croft, 2005).
 */
export async function measureTerms(
  question: string,
  candidates: Candidate[],
  index: Pick<PassageIndex, "wordRarity">,
  weights: TermMatchWeights,
): Promise<MatchedCandidate[]> {
  const measure = await createTermMatcher(question, index);
  return candidates
    .map((candidate) => {
      const match = measure(candidate.passage);
      return { candidate: { ...candidate, score: blend(candidate.score, match, weights) }, match };
    })
    .sort((a, b) => b.candidate.score - a.candidate.score);
}

/** Measures passages against one question. Signals that the question gives no ground for are null. */
export async function createTermMatcher(
  question: string,
  index: Pick<PassageIndex, "wordRarity">,
): Promise<(passage: Pick<Passage, "title" | "headingPath" | "text">) => TermMatch> {
  const words = contentWords(question);
  const rarities = await index.wordRarity(words);
  // What no document holds tells no passage from another.
  const known = weightedTerms(
    words.filter((_, i) => rarities[i] !== null),
    rarities.filter((rarity) => rarity !== null),
  );
  const pairs = neighbours(terms(question), new Map(known.map(({ term, weight }) => [term, weight])));
  const exact = exactTerms(question);

  const knownTerms = new Set(known.map(({ term }) => term));

  return ({ title, headingPath, text }) => {
    const lines = [title, ...headingPath, text];
    const held = new Set<string>();
    const heldPairs = new Set<string>();
    for (const line of lines) {
      let before: string | null = null;
      for (const term of readTerms(line).terms) {
        const isKnown = knownTerms.has(term);
        if (isKnown) held.add(term);
        if (isKnown && before !== null) heldPairs.add(pairOf(before, term));
        before = isKnown ? term : null;
      }
    }
    return {
      coverage: heldShare(known, held, ({ term }) => term),
      phrase: heldShare(pairs, heldPairs, ({ pair }) => pair),
      exact: exactShare(exact, lines.join("\n")),
    };
  };
}

/** The fused score and the signals there are, by their weights. */
export function blend(fused: number, match: TermMatch, weights: TermMatchWeights): number {
  const { signals, fusedWeight } = termMatchParts(match, weights);
  return signals.reduce((sum, { weight, value }) => sum + weight * value, 0) + fusedWeight * fused;
}

/** Pairs of neighbouring known terms, weighted by the more common one: it decides how telling the pair is at least. */
function neighbours(questionTerms: string[], weights: Map<string, number>): Pair[] {
  const known = questionTerms.filter((term) => weights.has(term));
  return [...new Set(adjacent(known))].map((pair) => {
    const [first, second] = pair.split(" ");
    return { pair, weight: Math.min(weights.get(first!)!, weights.get(second!)!) };
  });
}

function adjacent(sequence: string[]): string[] {
  return sequence.slice(1).map((term, i) => pairOf(sequence[i]!, term));
}

function pairOf(first: string, second: string): string {
  return `${first} ${second}`;
}

function heldShare<T extends Pair | WeightedTerm>(
  asked: T[],
  held: ReadonlySet<string>,
  nameOf: (item: T) => string,
): number | null {
  let total = 0;
  let found = 0;
  for (const item of asked) {
    total += item.weight;
    if (held.has(nameOf(item))) found += item.weight;
  }
  return total > 0 ? found / total : null;
}
