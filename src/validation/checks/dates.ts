import { isSameSubject } from "./align.js";
import type { Check } from "./check.js";
import type { DateMention } from "./date-mentions.js";

/** Whether the dates of a sentence stand in the passage, at the precision they are given. */
export const checkDates: Check = (alignment) => {
  const { read } = alignment;
  const claimed = read.claim.dates.get();
  if (claimed.length === 0) return null;
  const isGiven = dateIndex(read.evidence.dates.get(), read.evidence.text);
  for (const date of claimed) {
    if (isGiven(date)) continue;
    const own = new Set(claimed.map(keyOf));
    const instead = read.closest.dates.get().find((other) => !keysOf(other).some((key) => own.has(key)));
    const span = { start: date.start, end: date.end };
    return instead && isSameSubject(alignment)
      ? {
          kind: "date",
          effect: "contradicts",
          reason: `The passage says ${instead.text}, the sentence ${date.text}.`,
          span,
        }
      : { kind: "date", effect: "adds", reason: `The passage does not give the date ${date.text}.`, span };
  }
  return null;
};

/** Whether dates of a text say as much as a claimed one; it may give the year once and go on with day and month. */
function dateIndex(given: readonly DateMention[], text: string): (claimed: DateMention) => boolean {
  const known = new Set<string>();
  const withoutYear = new Set<string>();
  for (const date of given) {
    for (const key of keysOf(date)) {
      known.add(key);
      if (date.year === null) withoutYear.add(key);
    }
  }
  return (claimed) =>
    known.has(keyOf(claimed)) ||
    (claimed.year !== null &&
      withoutYear.has(keyOf({ ...claimed, year: null })) &&
      text.includes(String(claimed.year)));
}

/** Of a date and of all that says no more than it: "July 1998" and "12 July" of "12 July 1998". */
function keysOf({ year, month, day }: DateMention): string[] {
  return [year, null].flatMap((year) => [day, null].map((day) => keyOf({ year, month, day })));
}

function keyOf({ year, month, day }: Pick<DateMention, "year" | "month" | "day">): string {
  return `${year}-${month}-${day}`;
}
