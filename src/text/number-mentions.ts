import type { Span } from "./span.js";
import { finish, type Steps } from "./steps.js";
import { type Unit, unitOf } from "./units.js";

/** A number as written, with the value it stands for. */
export interface NumberMention extends Span {
  text: string;
  /** Magnitude words and suffixes applied: "1.5k" is 1500. A percentage keeps its sign: 20% is not 20. */
  value: string;
  /** The word after it, lower-cased, which mostly says what is counted; empty at the end of a sentence. */
  counted: string;
  unit: Unit | null;
  /** Whether the text itself calls it inexact: "about 300", "nearly 20%". */
  isApproximate: boolean;
}

const NUMBER_WORDS: Record<string, number> = {
  two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20,
  thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, dozen: 12,
}; // prettier-ignore
const ORDINALS: Record<string, number> = {
  second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10, eleventh: 11, twelfth: 12,
  thirteenth: 13, fourteenth: 14, fifteenth: 15, sixteenth: 16, seventeenth: 17, eighteenth: 18, nineteenth: 19, twentieth: 20,
}; // prettier-ignore
const MAGNITUDES: Record<string, number> = {
  k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, mn: 1e6, bn: 1e9, b: 1e9, billion: 1e9, trillion: 1e12, tn: 1e12, hundred: 100,
}; // prettier-ignore
/** Shares in words, as percentages. */
const SHARES: [pattern: RegExp, percent: number][] = [
  [/\b(?:two[- ]thirds)\b/giu, 66.7],
  [/\b(?:three[- ]quarters)\b/giu, 75],
  [/\b(?:a|one)[- ]third(?= of\b|[.,;])/giu, 33.3],
  [/\b(?:a|one)[- ](?:quarter|fourth)(?= of\b|[.,;])/giu, 25],
  [/\b(?:a|one)[- ]fifth(?= of\b|[.,;])/giu, 20],
  [/\b(?:a|one)[- ]tenth(?= of\b|[.,;])/giu, 10],
];

const TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const UNITS = "one|two|three|four|five|six|seven|eight|nine";

// "330 m" is a length; only "330m" may stand for millions. Versions (1.2.3) are compared as they are written.
const DIGITS =
  /(?<![\p{L}\p{N}.])v?(?<number>\d+(?:\.\d+){2,}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+)(?<ordinal>(?:st|nd|rd|th)\b)?(?:\s?(?<percent>%|percent\b|per cent\b)|(?<magnitude>(?:k|m|\s?(?:bn|tn|mn|thousand|million|billion|trillion|hundred))\b))?/giu;
const WORDS = new RegExp(
  String.raw`\b(?<number>(?:${TENS})[- ](?:${UNITS})|${Object.keys(NUMBER_WORDS).join("|")})\b(?![- ](?:thirds|quarters)\b)(?:\s(?<percent>percent\b|per cent\b)|(?<magnitude>\s(?:hundred|thousand|million|billion|trillion)\b))?`,
  "giu",
);
const ORDINAL_WORDS = new RegExp(String.raw`\b(?<number>${Object.keys(ORDINALS).join("|")})\b(?!s\b)`, "giu");
const APPROXIMATE =
  /(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|close to|just (?:over|under)|~|≈)\s*[$€£]?$/i;

/** Numbers of a text, in digits or words, in order of kind; "one" is left out, it is mostly a pronoun. */
export function findNumbers(text: string): NumberMention[] {
  return finish(numbersInSteps(text));
}

const STEP = 100;

/** The same in steps, for long texts. */
export function* numbersInSteps(text: string): Steps<NumberMention[]> {
  const mentions: NumberMention[] = [];
  const add = (start: number, whole: string, value: string): void => {
    const end = start + whole.length;
    const counted = (/^[\s-]*([\p{L}°µ²]+)/u.exec(text.slice(end, end + 40))?.[1] ?? "").toLowerCase();
    const before = text.slice(Math.max(0, start - 24), start);
    const sign = /[$€£¥]\s?$/.exec(before)?.[0].trim();
    const unit = unitOf(sign ?? counted);
    const isApproximate = APPROXIMATE.test(before);
    mentions.push({ start, end, text: whole.trim(), value, counted, unit, isApproximate });
  };
  for (const [pattern, read] of [
    [DIGITS, readDigits],
    [WORDS, readWords],
  ] as const) {
    for (const { 0: whole, index, groups } of text.matchAll(pattern)) {
      const { number = "", percent, magnitude } = groups!;
      const value = read(number, magnitude ? MAGNITUDES[magnitude.trim().toLowerCase()]! : 1);
      add(index, whole, percent ? `${value}%` : value);
      if (mentions.length % STEP === 0) yield;
    }
    yield;
  }
  for (const { 0: whole, index } of text.matchAll(ORDINAL_WORDS)) {
    // "One third" is a share, "seconds" a time, "a second" one as well.
    if (/(?:\b(?:a|an|one|per|each|every|two|three|four)[- ]|\d )$/i.test(text.slice(Math.max(0, index - 6), index)))
      continue;
    add(index, whole, String(ORDINALS[whole.toLowerCase()]));
    if (mentions.length % STEP === 0) yield;
  }
  yield;
  for (const [pattern, percent] of SHARES) {
    for (const { 0: whole, index } of text.matchAll(pattern)) add(index, whole, `${percent}%`);
  }
  return mentions;
}

/** Whether two numbers say the same: written alike, a share in another notation, or a quantity in another unit. */
export function isSameNumber(claimed: NumberMention, given: NumberMention): boolean {
  if (claimed.value === given.value) return haveSameUnit(claimed, given);
  const [a, b] = [quantity(claimed), quantity(given)];
  if (a === null || b === null) return false;
  const isShare = claimed.value.endsWith("%") !== given.value.endsWith("%");
  if (isShare) return Math.abs(a - b) < 0.0051 && Math.max(a, b) <= 1;
  const tolerance = claimed.isApproximate ? 0.1 : claimed.value.endsWith("%") ? 0.011 : 1e-9;
  const isConverted = claimed.unit !== null && claimed.unit.dimension === given.unit?.dimension;
  if (!isConverted && claimed.unit && given.unit) return false;
  return (
    Math.abs(a - b) <= tolerance * Math.abs(b) ||
    (isConverted && Math.abs(a - b) <= 0.01 * Math.abs(b) && claimed.unit!.size !== given.unit!.size)
  );
}

/** False only when both name units that differ in what they measure or how large they are. */
export function haveSameUnit({ unit: a }: NumberMention, { unit: b }: NumberMention): boolean {
  return !a || !b || (a.dimension === b.dimension && Math.abs(a.size / b.size - 1) < 1e-6);
}

/** The number in base units; a share as 0..1; null for versions. */
export function quantity({ value, unit }: NumberMention): number | null {
  const number = Number(value.replace("%", ""));
  if (!Number.isFinite(number)) return null;
  return value.endsWith("%") ? number / 100 : number * (unit?.size ?? 1);
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
