/** A number as written, with the value it stands for. */
export interface NumberMention {
  text: string;
  /** Magnitude words and suffixes applied: "1.5k" is 1500. A percentage keeps its sign: 20% is not 20. */
  value: string;
  /** The word after it, lower-cased, which mostly says what is counted; empty at the end of a sentence. */
  counted: string;
}

const NUMBER_WORDS: Record<string, number> = {
  two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20,
  thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
}; // prettier-ignore
const MAGNITUDES: Record<string, number> = {
  k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, bn: 1e9, billion: 1e9, trillion: 1e12, hundred: 100,
}; // prettier-ignore

const TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const UNITS = "one|two|three|four|five|six|seven|eight|nine";

// "330 m" is a length; only "330m" may stand for millions. Versions (1.2.3) are compared as they are written.
const DIGITS =
  /(?<![\p{L}\p{N}.])v?(?<number>\d+(?:\.\d+){2,}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+)(?:\s?(?<percent>%|percent\b|per cent\b)|(?<magnitude>(?:k|m|\s?(?:bn|thousand|million|billion|trillion|hundred))\b))?/giu;
const WORDS = new RegExp(
  String.raw`\b(?<number>(?:${TENS})[- ](?:${UNITS})|${Object.keys(NUMBER_WORDS).join("|")})\b(?:\s(?<percent>percent\b|per cent\b)|(?<magnitude>\s(?:hundred|thousand|million|billion|trillion)\b))?`,
  "giu",
);

/** Numbers of a text, in digits or words, in order of kind; "one" is left out, it is mostly a pronoun. */
export function findNumbers(text: string): NumberMention[] {
  const mentions: NumberMention[] = [];
  for (const [pattern, read] of [
    [DIGITS, readDigits],
    [WORDS, readWords],
  ] as const) {
    for (const { 0: whole, index, groups } of text.matchAll(pattern)) {
      const { number = "", percent, magnitude } = groups!;
      const value = read(number, magnitude ? MAGNITUDES[magnitude.trim().toLowerCase()]! : 1);
      const end = index + whole.length;
      const counted = /^\s+(\p{L}+)/u.exec(text.slice(end, end + 40))?.[1] ?? "";
      mentions.push({ text: whole.trim(), value: percent ? `${value}%` : value, counted: counted.toLowerCase() });
    }
  }
  return mentions;
}

function readDigits(digits: string, magnitude: number): string {
  const value = Number(digits.replaceAll(",", "")) * magnitude;
  return Number.isFinite(value) ? String(value) : digits;
}

function readWords(words: string, magnitude: number): string {
  const sum = words
    .toLowerCase()
    .split(/[- ]/)
    .reduce((total, word) => total + (word === "one" ? 1 : NUMBER_WORDS[word]!), 0);
  return String(sum * magnitude);
}
