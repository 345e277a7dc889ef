import { holdsWords, replaceAt } from "../words.js";
import type { Corrupt } from "./corruption.js";
import { MONTHS } from "./months.js";

const MONTH = MONTHS.join("|");
const YEAR =
  /(?<![\d,.$£€\-–])(?:1[1-9]|20)\d\d(?![\d%]|[,.]\d|[-–]\d| (?:words|tokens|people|passages|documents|ms))/g;
const DAY = new RegExp(`(?<=\\b(?:${MONTH}) )\\d{1,2}(?!\\d)|\\b\\d{1,2}(?= (?:${MONTH})\\b)`, "g");
const MONTH_NAME = new RegExp(`\\b(?:${MONTH})\\b(?= \\d)|(?<=\\b(?:[Ii]n|[Oo]f|\\d) )(?:${MONTH})\\b`, "g");

/** Another year, month or day of the month; not one that the passage holds. */
export const date: Corrupt = (sentence, { passage, draw }) => {
  const places = [
    ...[...sentence.matchAll(YEAR)].map((match) => ({ match, others: otherYears(match[0]) })),
    ...[...sentence.matchAll(DAY)].map((match) => ({ match, others: otherDays(match[0]) })),
    ...[...sentence.matchAll(MONTH_NAME)].map((match) => ({ match, others: MONTHS })),
  ];
  const place = draw.from(places);
  if (!place) return null;
  const [before] = place.match;
  const after = draw.from(place.others.filter((other) => other !== before && !holdsWords(passage.text, other)));
  if (after === undefined) return null;
  return { text: replaceAt(sentence, place.match.index, before.length, after), change: `${before} -> ${after}` };
};

const otherYears = (text: string): string[] => [-10, -2, -1, 1, 3, 10].map((step) => String(Number(text) + step));
const otherDays = (text: string): string[] =>
  [-3, -1, 2, 5].map((step) => Number(text) + step).flatMap((day) => (day >= 1 && day <= 28 ? String(day) : []));
