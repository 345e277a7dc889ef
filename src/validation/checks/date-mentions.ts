import type { Span } from "../../text/span.js";
import { finish, type Steps } from "../../text/steps.js";

/** A date as precise as it is given; at least a month. */
export interface DateMention extends Span {
  text: string;
  year: number | null;
  month: number;
  day: number | null;
}

const MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December";
const SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec";
const MONTH = `(?<month>${MONTHS}|(?:${SHORT})\\.?)`;
const DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
const YEAR = "(?<year>\\d{4})";
const FORMS = [
  `\\b${DAY}(?: of)? ${MONTH}(?:,? ${YEAR})?\\b`,
  `\\b${MONTH} ${DAY}(?:,? ${YEAR})?\\b(?!,\\d)`,
  `\\b${MONTH},? ${YEAR}\\b`,
  `\\b(?<year>\\d{4})-(?<number>\\d{2})-(?<day>\\d{2})\\b`,
  // Alone "May" is mostly a verb, and "March" a walk.
  `(?<=\\b(?:in|of|since|until|by|from|late|early|mid|during|and|to) )(?<month>${MONTHS})\\b`,
].map((form) => new RegExp(form, "g"));

/** Dates of a text, in order of form; a text is read by the first form that fits. */
export function findDates(text: string): DateMention[] {
  return finish(datesInSteps(text));
}

const STEP = 200;

/** The same in steps, for long texts. */
export function* datesInSteps(text: string): Steps<DateMention[]> {
  const dates: DateMention[] = [];
  // Offsets of what has been read as a date.
  const taken = new Set<number>();
  for (const form of FORMS) {
    yield;
    for (const { 0: whole, index, groups } of text.matchAll(form)) {
      const span = { start: index, end: index + whole.length };
      const offsets = Array.from(whole, (_, i) => index + i);
      if (offsets.some((offset) => taken.has(offset))) continue;
      for (const offset of offsets) taken.add(offset);
      if (dates.length % STEP === 0) yield;
      const { year, month, day, number } = groups!;
      dates.push({
        ...{ ...span, text: whole },
        year: year ? Number(year) : null,
        month: number ? Number(number) : monthOf(month!),
        day: day ? Number(day) : null,
      });
    }
  }
  return dates;
}

function monthOf(name: string): number {
  return MONTHS.split("|").findIndex((month) => month.startsWith(name.slice(0, 3))) + 1;
}
