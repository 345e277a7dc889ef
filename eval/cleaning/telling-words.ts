import { comparableWords } from "./shingles.js";

/** What a text says, reduced to what must agree in a near duplicate. */
export interface TellingWords {
  /** In order, without light words, in the singular. */
  words: string[];
  negations: number;
  /** Those of the words that hold a digit, sorted. */
  numbers: string;
}

// Words two texts may differ in without asking or saying something else. "Was" is not "is", "to" is not "from".
const LIGHT_WORDS = new Set(
  "a an the is are be been being am do does of in on at there that it also please s".split(" "),
);
const NEGATION = /\b(?:not?|never|none|neither|nor|without|cannot)\b|n['’]t\b/gi;
/** One word in so many may differ; in shorter texts none. */
const WORDS_PER_DIFFERENCE = 20;
/** Letters from which one wrong letter counts as a typing error. */
const MIN_TYPO_LENGTH = 7;

export function tellingWords(text: string): TellingWords {
  const words = comparableWords(text)
    .filter((word) => !LIGHT_WORDS.has(word))
    .map((word) => (word === "were" ? "was" : singular(word)));
  const numbers = words.filter(hasDigit).sort().join(" ");
  return { words, negations: text.match(NEGATION)?.length ?? 0, numbers };
}

/**
 * Whether two similar texts say the same. Similarity of shingles alone takes "who won the first season" for "who won
 * the fifth season". Numbers and negations must agree, and so must the other words, in their order, typing errors
 * aside; in texts of 20 words and more, one word in 20 may differ.
 */
export function sayTheSame(a: TellingWords, b: TellingWords): boolean {
  if (a.negations !== b.negations || a.numbers !== b.numbers) return false;
  const allowed = Math.floor(Math.min(a.words.length, b.words.length) / WORDS_PER_DIFFERENCE);
  if (allowed > 0) return countMissing(a.words, b.words) <= allowed && countMissing(b.words, a.words) <= allowed;
  return (
    a.words.length === b.words.length && a.words.every((word, i) => word === b.words[i] || isTypo(word, b.words[i]!))
  );
}

/**
 * A key that texts which say the same share, so that others need no comparison: without it, a file of one template
 * ("what is the population of ...") would compare every row with every other.
 */
export function tellingKey({ words, negations, numbers }: TellingWords): string {
  const isLong = words.length >= WORDS_PER_DIFFERENCE;
  // A typing error leaves the first letter, and long words only have one.
  const frame = isLong ? [] : words.map((word) => (word.length < MIN_TYPO_LENGTH || hasDigit(word) ? word : word[0]!));
  return [isLong ? "long" : words.length, negations, numbers, ...frame].join(" ");
}

function hasDigit(word: string): boolean {
  return /\p{N}/u.test(word);
}

/**
 * Without the ending of a plural (the S-stemmer; Harman, 1991). A stemmer proper makes one word of product and
 * production.
 */
function singular(word: string): string {
  if (/[^aeiou]ies$/.test(word)) return word.replace(/ies$/, "y");
  if (/[^aeo]es$/.test(word)) return word.replace(/s$/, "");
  return word.length > 3 && /[^us]s$/.test(word) ? word.slice(0, -1) : word;
}

/** How many words of `a` are not in `b`, or less often. */
function countMissing(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of b) counts.set(word, (counts.get(word) ?? 0) + 1);
  let missing = 0;
  for (const word of a) {
    const left = counts.get(word) ?? 0;
    if (left > 0) counts.set(word, left - 1);
    else missing++;
  }
  return missing;
}

/** One letter missing, too many, wrong or swapped with its neighbour, but not the first one. */
function isTypo(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < MIN_TYPO_LENGTH || Math.abs(a.length - b.length) > 1) return false;
  if (a[0] !== b[0] || hasDigit(a) || hasDigit(b)) return false;
  let start = 1;
  while (a[start] === b[start]) start++;
  const rests = [
    [start + 1, start + 1],
    [start + 1, start],
    [start, start + 1],
  ] as const;
  if (rests.some(([i, j]) => a.slice(i) === b.slice(j))) return true;
  return a[start] === b[start + 1] && a[start + 1] === b[start] && a.slice(start + 2) === b.slice(start + 2);
}
