/** A number as written, with the value it stands for. */
export interface NumberMention {
  text: string;
  /** Magnitude words and suffixes applied: "1.5k" is 1500. A percentage keeps its sign: 20% is not 20. */
  value: string;
}

const NUMBER_WORDS: Record<string, number> = {
  two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20,
  thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
}; // prettier-ignore
const MAGNITUDES: Record<string, number> = {
  k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, bn: 1e9, billion: 1e9, trillion: 1e12, hundred: 100,
}; // prettier-ignore

const DIGITS =
  /(?<![\p{L}\p{N}.])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+)(?:\s?(%|percent\b|per cent\b)|\s?(k|m|bn|thousand|million|billion|trillion|hundred)\b)?/giu;
const WORDS = new RegExp(
  String.raw`\b(${Object.keys(NUMBER_WORDS).join("|")})\b(?:\s(percent\b|per cent\b)|\s(hundred|thousand|million|billion|trillion)\b)?`,
  "giu",
);

/** Numbers of a text, in digits or words, in order of kind; "one" is left out, it is mostly a pronoun. */
export function findNumbers(text: string): NumberMention[] {
  const mentions: NumberMention[] = [];
  for (const [pattern, read] of [
    [DIGITS, (digits: string) => Number(digits.replaceAll(",", ""))],
    [WORDS, (word: string) => NUMBER_WORDS[word.toLowerCase()]!],
  ] as const) {
    for (const [whole, number, percent, magnitude] of text.matchAll(pattern)) {
      const value = read(number!) * (magnitude ? MAGNITUDES[magnitude.toLowerCase()]! : 1);
      if (Number.isFinite(value)) mentions.push({ text: whole.trim(), value: `${value}${percent ? "%" : ""}` });
    }
  }
  return mentions;
}
