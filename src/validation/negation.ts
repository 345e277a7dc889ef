const NEGATION = /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|fails? to|lacks?)\b|n['’]t\b/giu;

/** Whether a sentence denies something; two negations cancel out. */
export function isNegated(sentence: string): boolean {
  return (sentence.match(NEGATION)?.length ?? 0) % 2 === 1;
}
