import { isStopWord, stem } from "../../text/tokens.js";
import { isSameSubject } from "./align.js";
import type { Check } from "./check.js";
import { createNumberIndex, type NumberIndex } from "./number-index.js";
import { haveSameUnit, type NumberMention } from "../../text/number-mentions.js";
import type { Span } from "../../text/span.js";

/** Whether the numbers of a sentence stand in the passage, with their units. */
export const checkNumbers: Check = (alignment) => {
  const { claim, closest, evidence } = alignment.read;
  const dates = [...claim.dates.get()].sort((a, b) => a.start - b.start);
  const claimed = createNumberIndex(claim.numbers.get().all.filter((number) => !isWithinOne(dates, number)));
  if (claimed.all.length === 0) return null;
  const given = evidence.numbers.get();
  const near = closest.numbers.get();
  const findSwapped = swappedFinder(claimed, given, near);
  for (const number of claimed.all) {
    const span = { start: number.start, end: number.end };
    const isHeld = given.holds(number);
    const swapped = isHeld ? findSwapped(number) : undefined;
    if (swapped && isSameSubject(alignment)) {
      const reason = `The passage says ${withUnit(swapped)}, the sentence ${withUnit(number)}.`;
      return { kind: "number", effect: "contradicts", reason, span };
    }
    if (isHeld) continue;
    const otherUnit = near.all.find(({ value, unit }) => value === number.value && unit && number.unit);
    if (otherUnit && !haveSameUnit(number, otherUnit) && isSameSubject(alignment)) {
      const reason = `The passage says ${withUnit(otherUnit)}, the sentence ${withUnit(number)}.`;
      return { kind: "unit", effect: "contradicts", reason, span };
    }
    const [instead] = near.all
      .filter((other) => !claimed.claims(other))
      .sort((a, b) => Number(countsAlike(b, number)) - Number(countsAlike(a, number)));
    if (instead && isSameSubject(alignment)) {
      const reason = `The passage says ${instead.text}, the sentence ${number.text}.`;
      return { kind: "number", effect: "contradicts", reason, span };
    }
    return { kind: "number", effect: "adds", reason: `The passage does not give the figure ${number.text}.`, span };
  }
  return null;
};

/** The number of the closest sentences that counts the same things, where the claimed one counts them nowhere. */
function swappedFinder(claimed: NumberIndex, given: NumberIndex, near: NumberIndex) {
  const unclaimed = new Map<string, NumberMention | undefined>();

  return (number: NumberMention): NumberMention | undefined => {
    const { counted } = number;
    if (counted.length < 3 || isStopWord(counted) || given.counting(counted).holds(number)) return undefined;
    const key = stem(counted);
    if (!unclaimed.has(key)) {
      const own = claimed.counting(counted);
      unclaimed.set(
        key,
        near.counting(counted).all.find((other) => !own.claims(other)),
      );
    }
    return unclaimed.get(key);
  };
}

/** @param spans in order, none within another */
function isWithinOne(spans: readonly Span[], { start, end }: Span): boolean {
  let [from, to] = [0, spans.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (spans[middle]!.start <= start) from = middle + 1;
    else to = middle;
  }
  const last = spans[from - 1];
  return last !== undefined && end <= last.end;
}

function countsAlike({ counted }: NumberMention, missing: NumberMention): boolean {
  return counted !== "" && stem(counted) === stem(missing.counted);
}

function withUnit({ text, counted }: NumberMention): string {
  return counted ? `${text} ${counted}` : text;
}
