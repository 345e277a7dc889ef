import type { Alignment } from "./align.js";
import { isSameSubject } from "./align.js";
import type { Check } from "./check.js";
import { type DateMention, findDates, isWithin } from "./date-mentions.js";

/** Whether the dates of a sentence stand in the passage, at the precision they are given. */
export const checkDates: Check = (alignment) => {
  const claimed = findDates(alignment.claim);
  if (claimed.length === 0) return null;
  const given = findDates(alignment.evidence);
  for (const date of claimed) {
    if (given.some((other) => isWithin(date, other) || isWithinWithoutYear(date, other, alignment))) continue;
    const instead = findDates(alignment.closest).find((other) => !claimed.some((own) => isWithin(own, other)));
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

/** A passage may give the year once and go on with day and month. */
function isWithinWithoutYear(claimed: DateMention, given: DateMention, { evidence }: Alignment): boolean {
  return (
    given.year === null &&
    claimed.year !== null &&
    isWithin({ ...claimed, year: null }, given) &&
    evidence.includes(String(claimed.year))
  );
}
