import { stem } from "../../text/tokens.js";
import { isSameSubject } from "./align.js";
import type { Check } from "./check.js";
import { findDates } from "./date-mentions.js";
import { findNumbers, haveSameUnit, isSameNumber, type NumberMention } from "./number-mentions.js";

/** Whether the numbers of a sentence stand in the passage, with their units. */
export const checkNumbers: Check = (alignment) => {
  const { claim, closest, evidence } = alignment;
  const dates = findDates(claim);
  const claimed = findNumbers(claim).filter(({ start, end }) => !dates.some((d) => d.start <= start && end <= d.end));
  if (claimed.length === 0) return null;
  const given = findNumbers(evidence);
  const near = findNumbers(closest);
  for (const number of claimed) {
    if (given.some((other) => isSameNumber(number, other))) continue;
    const span = { start: number.start, end: number.end };
    const otherUnit = near.find(({ value, unit }) => value === number.value && unit && number.unit);
    if (otherUnit && !haveSameUnit(number, otherUnit) && isSameSubject(alignment)) {
      const reason = `The passage says ${withUnit(otherUnit)}, the sentence ${withUnit(number)}.`;
      return { kind: "unit", effect: "contradicts", reason, span };
    }
    const [instead] = near
      .filter((other) => !claimed.some((own) => isSameNumber(own, other)))
      .sort((a, b) => Number(countsAlike(b, number)) - Number(countsAlike(a, number)));
    if (instead && isSameSubject(alignment)) {
      const reason = `The passage says ${instead.text}, the sentence ${number.text}.`;
      return { kind: "number", effect: "contradicts", reason, span };
    }
    return { kind: "number", effect: "adds", reason: `The passage does not give the figure ${number.text}.`, span };
  }
  return null;
};

function countsAlike({ counted }: NumberMention, missing: NumberMention): boolean {
  return counted !== "" && stem(counted) === stem(missing.counted);
}

function withUnit({ text, counted }: NumberMention): string {
  return counted ? `${text} ${counted}` : text;
}
