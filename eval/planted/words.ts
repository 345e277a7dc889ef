/** Lower-case words and figures of a text, joined by one space: equal for texts that say the same word for word. */
export const plainWords = (text: string): string => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");

/** Whether the first text holds the words of the second, in order and whole. */
export const holdsWords = (text: string, words: string): boolean =>
  ` ${plainWords(text)} `.includes(` ${plainWords(words)} `);

/** `text` with the piece from `start`, `length` long, replaced. */
export const replaceAt = (text: string, start: number, length: number, by: string): string =>
  text.slice(0, start) + by + text.slice(start + length);

/** `by` with the first letter as large or small as that of `model`. */
export function withCaseOf(model: string, by: string): string {
  const [first = ""] = model;
  return /\p{Lu}/u.test(first) ? by.charAt(0).toUpperCase() + by.slice(1) : by;
}
