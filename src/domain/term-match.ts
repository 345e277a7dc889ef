/** How a passage holds the words of a question, each 0..1; null where the question gives no ground for it. */
export interface TermMatch {
  /** Share of the question's terms that it holds, weighted by rarity. */
  coverage: number | null;
  /** Share of the question's pairs of neighbouring terms that stand side by side in it, weighted by rarity. */
  phrase: number | null;
  /** Share of the question's identifiers and quoted phrases that it holds to the letter. */
  exact: number | null;
}

/** Shares of the signals in a candidate's score, 0..1 together; the rest is the fused score. */
export interface TermMatchWeights {
  coverageWeight: number;
  phraseWeight: number;
  /** Counts only for questions that hold an exact term. */
  exactWeight: number;
}

/** What a score after fusion is made of: the signals that there are, and the fused score with the weight they leave. */
export interface TermMatchParts {
  signals: { name: keyof TermMatch; weight: number; value: number }[];
  fusedWeight: number;
}

export function termMatchParts(match: TermMatch, weights: TermMatchWeights): TermMatchParts {
  const signals = (["coverage", "phrase", "exact"] as const).flatMap((name) => {
    const value = match[name];
    return value === null ? [] : [{ name, weight: weights[`${name}Weight`], value }];
  });
  return { signals, fusedWeight: signals.reduce((rest, { weight }) => rest - weight, 1) };
}
