import { type AlignedWord, contextsBefore, headOf, isSameSubject } from "./align.js";
import type { Check, Finding } from "./check.js";

const NEGATORS = new Set(
  `not no never none nobody nothing neither nor without cannot fail fails failed fails lack lacks lacked unable impossible
  rarely seldom hardly barely scarcely refuses refused stops stopped prevents prevented avoids avoided`.split(/\s+/),
);
/** Words that deny only when "to" or a noun follows are denials here too: "fails to", "lacks a". */
const isNegator = (text: string, { word, start }: AlignedWord): boolean =>
  NEGATORS.has(word) || (word === "t" && /['’]/.test(text[start - 1] ?? ""));

/** Whether sentence and passage deny the same things: "is not stored" beside "is stored". */
export const checkNegation: Check = (alignment) => {
  if (!isSameSubject(alignment)) return null;
  const { claim, closest, claimWords, closestWords } = alignment;
  return (
    denied(claim, claimWords, closest, closestWords, (negator) => ({
      reason: `The sentence says "${claim.slice(negator.start, negator.end)}", the passage does not deny it.`,
      span: negator,
    })) ??
    denied(closest, closestWords, claim, claimWords, (_negator, head) => {
      const inClaim = claimWords.find((word) => word.stem === head.stem)!;
      return { reason: `The passage denies what the sentence says of "${inClaim.word}".`, span: inClaim };
    })
  );
};

/** A word that one side denies and the other, wherever it has it, does not. */
function denied(
  text: string,
  words: readonly AlignedWord[],
  other: string,
  otherWords: readonly AlignedWord[],
  tell: (negator: AlignedWord, head: AlignedWord) => Pick<Finding, "reason" | "span">,
): Finding | null {
  // What many denials bear on is looked at once.
  const known = new Map<string, boolean>();
  for (const [i, word] of words.entries()) {
    if (!isNegator(text, word) || isIdiom(words, i) || isAnswer(text, word)) continue;
    const head = headOf(words, i, 4);
    if (!head) continue;
    let isOneSided = known.get(head.stem);
    if (isOneSided === undefined) known.set(head.stem, (isOneSided = isDeniedHereOnly(head.stem)));
    if (!isOneSided) continue;
    return { kind: "negation", effect: "contradicts", ...tell(word, head) };
  }
  return null;

  function isDeniedHereOnly(stem: string): boolean {
    const isDenied = contextsBefore(other, otherWords, stem).some((before) => before.some((w) => isNegator(other, w)));
    return !isDenied && contextsBefore(text, words, stem).every((before) => before.some((w) => isNegator(text, w)));
  }
}

/** "No, ..." answers a question, and denies nothing of what follows. */
function isAnswer(text: string, { word, start, end }: AlignedWord): boolean {
  return word === "no" && text[end] === "," && /(?:^|[.!?]\s+)$/.test(text.slice(Math.max(0, start - 3), start));
}

/** "Not only", "no doubt", "no more than" deny nothing. */
function isIdiom(words: readonly AlignedWord[], index: number): boolean {
  const next = words[index + 1]?.word ?? "";
  return /^(?:only|just|merely|doubt|more|fewer|less|later|necessarily|least)$/.test(next);
}
