/** How many words two lists have in common, repeats counted: what the token F1 of SQuAD (Rajpurkar et al., 2016) counts. */
export function commonWords(one: readonly string[], other: readonly string[]): number {
  const unmatched = new Map<string, number>();
  for (const word of one) unmatched.set(word, (unmatched.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of other) {
    const count = unmatched.get(word) ?? 0;
    if (count === 0) continue;
    unmatched.set(word, count - 1);
    common++;
  }
  return common;
}
