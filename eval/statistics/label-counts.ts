/** How often each label occurs. */
export function countOf<Label>(labels: readonly Label[]): Map<Label, number> {
  const counts = new Map<Label, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** Sum of the disagreement of every label of the first with every one of the second. */
export function sumOverPairs<Label>(
  first: ReadonlyMap<Label, number>,
  second: ReadonlyMap<Label, number>,
  disagreement: (first: Label, second: Label) => number,
): number {
  const columns = [...second];
  let sum = 0;
  for (const [a, countOfA] of first) {
    for (const [b, countOfB] of columns) sum += countOfA * countOfB * disagreement(a, b);
  }
  return sum;
}
