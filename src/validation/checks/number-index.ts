import { isSameNumber, type NumberMention, quantity } from "../../text/number-mentions.js";
import { stem } from "../../text/tokens.js";

/** Numbers of a text, arranged so that those which may be the same as another one are found without a look at all. */
export interface NumberIndex {
  /** In order of kind, as `findNumbers` gives them. */
  all: readonly NumberMention[];
  /** Whether one of them says the same as a claimed number. */
  holds(claimed: NumberMention): boolean;
  /** Whether one of them, claimed, says the same as a given number. */
  claims(given: NumberMention): boolean;
  /** Those that count what the word says. */
  counting(counted: string): NumberIndex;
}

/** Furthest that two numbers lie apart, relative to the larger, and still may be the same (`isSameNumber`). */
const TOLERANCE = 0.012;
const APPROXIMATE_TOLERANCE = 0.11;
/** The same for a share and a number, absolute. */
const SHARE_TOLERANCE = 0.006;

export function createNumberIndex(all: readonly NumberMention[]): NumberIndex {
  const distinct = [...new Map(all.map((mention) => [keyOf(mention), mention])).values()];
  const isAnyApproximate = distinct.some(({ isApproximate }) => isApproximate);
  const byValue = groupBy(distinct, ({ value }) => value);
  const bySize = distinct
    .flatMap((mention) => {
      const size = quantity(mention);
      return size === null ? [] : [{ mention, size }];
    })
    .sort((a, b) => a.size - b.size);
  const byCounted = groupBy(
    all.filter(({ counted }) => counted !== ""),
    ({ counted }) => stem(counted),
  );
  const counting = new Map<string, NumberIndex>();
  const known = new Map<string, boolean>();

  function some(number: NumberMention, isSame: (own: NumberMention) => boolean): boolean {
    if (byValue.get(number.value)?.some(isSame)) return true;
    const size = quantity(number);
    if (size === null) return false;
    const tolerance = isAnyApproximate || number.isApproximate ? APPROXIMATE_TOLERANCE : TOLERANCE;
    const greatest = size / (1 - tolerance) + SHARE_TOLERANCE;
    for (let i = firstFrom(bySize, size * (1 - tolerance) - SHARE_TOLERANCE); i < bySize.length; i++) {
      if (bySize[i]!.size > greatest) return false;
      if (isSame(bySize[i]!.mention)) return true;
    }
    return false;
  }

  function remember(key: string, find: () => boolean): boolean {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = find()));
    return found;
  }

  return {
    all,
    holds: (claimed) =>
      remember(`holds ${keyOf(claimed)}`, () => some(claimed, (given) => isSameNumber(claimed, given))),
    claims: (given) => remember(`claims ${keyOf(given)}`, () => some(given, (own) => isSameNumber(own, given))),
    counting(counted) {
      const key = stem(counted);
      let index = counting.get(key);
      if (!index) counting.set(key, (index = createNumberIndex(byCounted.get(key) ?? [])));
      return index;
    },
  };
}

/** All that `isSameNumber` looks at. */
function keyOf({ value, unit, isApproximate }: NumberMention): string {
  return `${value} ${unit?.dimension} ${unit?.size} ${isApproximate}`;
}

function firstFrom(sorted: readonly { size: number }[], least: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]!.size < least) from = middle + 1;
    else to = middle;
  }
  return from;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
