const NEGATION = /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|fails? to|lacks?)\b|n['’]t\b/giu;

/** How many times a text negates something. */
export function countNegations(text: string): number {
  return text.match(NEGATION)?.length ?? 0;
}
