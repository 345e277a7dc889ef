import { type AlignedWord, contextsBefore, headOf, isSameSubject } from "./align.js";
import type { Check } from "./check.js";

/** How much of something a sentence speaks of; the kinds exclude one another. */
const KINDS: [kind: string, pattern: RegExp][] = [
  ["atLeast", /^(?:at least|no (?:fewer|less) than|(?:a )?minimum of|more than|over|exceed(?:s|ing)?)\b/i],
  ["atMost", /^(?:at most|no more than|up to|(?:a )?maximum of|fewer than|less than|under|below)\b/i],
  ["none", /^(?:none|no|neither)\b/i],
  ["only", /^(?:only|solely|exclusively|sole)\b/i],
  ["all", /^(?:all|every|each|always|both|everyone|everything|entire(?:ly)?|whole|in every case|invariably|any)\b/i],
  ["most", /^(?:most(?! (?:important|common|likely|recent|often|of all)\b)|mostly|majority|usually|generally|typically|often|many|nearly all|almost all|largely)\b/i],
  ["some", /^(?:some(?!what)|several|sometimes|certain|occasionally|a few|few|a minority|part of|partly|half|in some cases)\b/i],
]; // prettier-ignore

/** Pairs that cannot both be so; "most" and "some", or "only" and "all", can. */
const EXCLUDE = new Set(
  [["all", "some"], ["all", "most"], ["all", "none"], ["none", "some"], ["none", "most"], ["atLeast", "atMost"], ["only", "all"]]
    .flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]),
); // prettier-ignore

interface Quantifier {
  kind: string;
  text: string;
}

/** Whether sentence and passage speak of as many: "all" for "most", "at most" for "at least", "always" for nothing. */
export const checkQuantifiers: Check = (alignment) => {
  if (!isSameSubject(alignment)) return null;
  const { claim, closest, claimWords, closestWords } = alignment;
  let held: Set<string> | undefined;
  const nearby = new Map<string, Quantifier[]>();
  for (const [i, word] of claimWords.entries()) {
    const said = quantifierAt(claim, word);
    if (!said) continue;
    const span = { start: word.start, end: word.start + said.text.length };
    const head = numberAfter(claimWords, i) ?? headOf(claimWords, i, 4);
    if (!head) continue;
    let found = nearby.get(head.stem);
    if (!found) {
      found = contextsBefore(closest, closestWords, head.stem, 4).flatMap((context) =>
        context.flatMap((other) => quantifierAt(closest, other) ?? []),
      );
      nearby.set(head.stem, found);
    }
    if (found.some(({ kind }) => kind === said.kind)) continue;
    const instead = found.find((other) => EXCLUDE.has(`${said.kind} ${other.kind}`));
    if (instead) {
      const reason = `The passage says "${instead.text}", the sentence "${said.text}".`;
      return { kind: "quantifier", effect: "contradicts", reason, span };
    }
    // "All" and "only" claim more than a passage that does not say so.
    if ((said.kind !== "all" && said.kind !== "only") || /^(?:each|any|both|whole)$/i.test(said.text)) continue;
    held ??= new Set(closestWords.flatMap((word) => quantifierAt(closest, word)?.kind ?? []));
    if (!held.has(said.kind)) {
      const reason = `The sentence says "${said.text}", the passage does not go that far.`;
      return { kind: "quantifier", effect: "overstates", reason, span };
    }
  }
  return null;
};

function quantifierAt(text: string, { start }: AlignedWord): Quantifier | null {
  const rest = text.slice(start, start + 24);
  for (const [kind, pattern] of KINDS) {
    const match = pattern.exec(rest);
    if (match) return { kind, text: match[0] };
  }
  return null;
}

/** A bound bears on the number after it. */
function numberAfter(words: readonly AlignedWord[], index: number): AlignedWord | null {
  return words.slice(index + 1, index + 4).find(({ word, isMatched }) => isMatched && /^\d+$/.test(word)) ?? null;
}
