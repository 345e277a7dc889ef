import { isStopWord } from "../../text/tokens.js";
import type { AlignedWord } from "./align.js";
import { changesOf } from "./changes.js";
import type { Check } from "./check.js";
import { unitOf } from "../../text/units.js";

const NUMBER =
  /^(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion|few|several|couple)$/i;

/** Longer changes are other ways of saying things. */
const MAX_WORDS = 4;

/**
 * Whether a name, a unit or what a number counts was put in the place of another one of the passage: "twelve seasons" for
 * "twelve episodes", "a month later" for "a year later". Seen where the sentence repeats the words around it.
 */
export const checkReplacedWords: Check = (alignment) => {
  const { claim, closest, claimWords } = alignment;
  for (const { claim: said, passage: given } of changesOf(alignment)) {
    if (said.length === 0 || given.length === 0 || said.length > MAX_WORDS || given.length > MAX_WORDS) continue;
    const pair = findPair(said, given, (a, b) => isReplaced(a, b)) ?? null;
    if (!pair) continue;
    const [word, instead] = pair;
    const span = { start: word.start, end: word.end };
    const reason = `The passage says "${closest.slice(instead.start, instead.end)}", the sentence "${claim.slice(word.start, word.end)}".`;
    return { kind: "replaced", effect: "contradicts", reason, span };
  }
  return null;

  function isReplaced(word: AlignedWord, instead: AlignedWord): boolean {
    if (word.stem === instead.stem || isStopWord(word.word) || isStopWord(instead.word)) return false;
    const units = [unitOf(word.word), unitOf(instead.word)];
    if (units[0] && units[1] && word.word.length > 2)
      return units[0].dimension !== units[1].dimension || units[0].size !== units[1].size;
    if (isName(claim, word) && isName(closest, instead)) return true;
    const before = claimWords[claimWords.indexOf(word) - 1];
    return (
      before !== undefined &&
      before.isMatched &&
      NUMBER.test(before.word) &&
      /s$/.test(word.word) &&
      /s$/.test(instead.word)
    );
  }
};

function findPair(
  said: readonly AlignedWord[],
  given: readonly AlignedWord[],
  isReplaced: (word: AlignedWord, instead: AlignedWord) => boolean,
): [AlignedWord, AlignedWord] | null {
  const own = new Set(given.map(({ stem }) => stem));
  const kept = new Set(said.map(({ stem }) => stem));
  for (const word of said) {
    if (!word.isContent || own.has(word.stem)) continue;
    for (const instead of given)
      if (instead.isContent && !kept.has(instead.stem) && isReplaced(word, instead)) return [word, instead];
  }
  return null;
}

/** A capital inside a sentence. */
function isName(text: string, { start, end }: AlignedWord): boolean {
  return (
    /^\p{Lu}/u.test(text.slice(start, end)) &&
    !/(?:^|[.!?:]\s+|["“(]\s*)$/u.test(text.slice(Math.max(0, start - 3), start))
  );
}
