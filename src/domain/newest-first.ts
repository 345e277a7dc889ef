/** What scores at most this share less than the best of its group is about as good. A judgement: no set of questions chose it. */
const ABOUT_EQUAL = 0.1;

/** What the order is made of: a score of 0 or more, and an ISO date where one is known. */
export interface Dated {
  score: number;
  publishedAt: string | null;
}

/**
 * Items, best first, with the newer first among those that are about as good. A group begins with the best item that is in
 * none and takes those that score at least .9 of it; within it the dated items exchange their places, and the undated keep
 * theirs. Nothing is lost, and without dates nothing moves.
 */
export function newestFirst<T>(items: readonly T[], describe: (item: T) => Dated): T[] {
  const ordered: T[] = [];
  for (let from = 0; from < items.length;) {
    const floor = (1 - ABOUT_EQUAL) * describe(items[from]!).score;
    let to = from + 1;
    while (to < items.length && describe(items[to]!).score >= floor) to++;
    ordered.push(...newestFirstOf(items.slice(from, to), (item) => describe(item).publishedAt));
    from = to;
  }
  return ordered;
}

function newestFirstOf<T>(group: T[], dateOf: (item: T) => string | null): T[] {
  const dated = group
    .map((item) => ({ item, date: dateOf(item) ?? "" }))
    .filter(({ date }) => date !== "")
    .sort((a, b) => (a.date === b.date ? 0 : a.date < b.date ? 1 : -1))
    .map(({ item }) => item);
  let next = 0;
  return group.map((item) => (dateOf(item) ? dated[next++]! : item));
}
