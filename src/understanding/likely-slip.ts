/** A word as long as this may have two slips. */
export const LONG_WORD = 9;
/** Fewer letters are too few to tell a slip from another word. */
export const MIN_LETTERS = 4;
/** Names are invented and spelled freely: a wrong, missing or added letter is taken for a slip in long ones only. */
const MIN_NAME_LETTERS = 7;

/**
 * Whether a word is rather a slip of the other than a word of its own. The shorter it is, the more words are one letter
 * away: of four letters only swapped and doubled ones are believed, of five no wrong one.
 */
export function isLikelySlip(word: string, meant: string, isName: boolean): boolean {
  if (keepsLetters(word, meant)) return !isName || word.length > MIN_LETTERS;
  if (isName) return word.length >= MIN_NAME_LETTERS;
  return word.length > MIN_LETTERS + 1 || (word.length > MIN_LETTERS && word.length !== meant.length);
}

/** Whether the letters are the same but for their order, or for one that stands twice: "teh", "recieve", "hapen". */
export function keepsLetters(word: string, meant: string): boolean {
  if (word.length === meant.length) return sorted(word) === sorted(meant);
  return single(word) === single(meant);
}

function sorted(word: string): string {
  return [...word].sort().join("");
}

function single(word: string): string {
  return word.replace(/(.)\1+/g, "$1");
}
