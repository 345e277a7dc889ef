import { isStopWord, stem } from "../../text/tokens.js";
import { isSameSubject } from "./align.js";
import type { Check } from "./check.js";
import { findDates } from "./date-mentions.js";
import { findNumbers, haveSameUnit, isSameNumber, type NumberMention } from "../../text/number-mentions.js";

/** Whether the numbers of a sentence stand in the passage, with their units. */
export const checkNumbers: Check = (alignment) => {
  const { claim, closest, evidence } = alignment;
  const dates = findDates(claim);
  const claimed = findNumbers(claim).filter(({ start, end }) => !dates.some((d) => d.start <= start && end <= d.end));
  if (claimed.length === 0) return null;
  const given = findNumbers(evidence);
  const near = findNumbers(closest);
  for (const number of claimed) {
    const held = given.filter((other) => isSameNumber(number, other));
    const span = { start: number.start, end: number.end };
    const swapped = held.length > 0 ? findSwapped(number, claimed, held, near) : undefined;
    if (swapped && isSameSubject(alignment)) {
      const reason = `The passage says ${withUnit(swapped)}, the sentence ${withUnit(number)}.`;
      return { kind: "number", effect: "contradicts", reason, span };
    }
    if (held.length > 0) continue;
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

/** The number of the closest sentences that counts the same things, where the claimed one counts them nowhere. */
function findSwapped(
  number: NumberMention,
  claimed: readonly NumberMention[],
  held: readonly NumberMention[],
  near: readonly NumberMention[],
): NumberMention | undefined {
  if (number.counted.length < 3 || isStopWord(number.counted) || held.some((other) => countsAlike(other, number))) {
    return undefined;
  }
  return near.find(
    (other) =>
      countsAlike(other, number) && !claimed.some((own) => isSameNumber(own, other) && countsAlike(own, other)),
  );
}

function countsAlike({ counted }: NumberMention, missing: NumberMention): boolean {
  return counted !== "" && stem(counted) === stem(missing.counted);
}

function withUnit({ text, counted }: NumberMention): string {
  return counted ? `${text} ${counted}` : text;
}
