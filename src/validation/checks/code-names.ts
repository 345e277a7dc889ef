import type { Check } from "./check.js";

/** Whether identifiers of code, flags and versions stand in the passage to the letter. */
export const checkCodeNames: Check = ({ claim, read }) => {
  const asked = read.claim.identifiers.get().filter(({ isExact, whole }) => isExact && !/^[\d.]+$/.test(whole));
  if (asked.length === 0) return null;
  const held = read.evidence.spellings.get();
  const plain = read.evidence.text.toLowerCase();
  for (const { whole } of asked) {
    if (held.has(whole) || plain.includes(whole)) continue;
    const start = claim.toLowerCase().indexOf(whole);
    const span = start >= 0 ? { start, end: start + whole.length } : { start: 0, end: claim.length };
    return {
      kind: "code",
      effect: "adds",
      reason: `The passage does not mention ${claim.slice(span.start, span.end)}.`,
      span,
    };
  }
  return null;
};
