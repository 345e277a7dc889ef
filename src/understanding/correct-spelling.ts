import type { Correction } from "../domain/query.js";
import type { Lexicon } from "../ports/lexicon.js";
import type { PassageIndex } from "../ports/passage-index.js";
import { isStopWord, type Token, tokenize } from "../text/tokens.js";
import { isLikelySlip, keepsLetters, LONG_WORD, MIN_LETTERS } from "./likely-slip.js";

export interface SpellingParts {
  index: Pick<PassageIndex, "wordRarity" | "nearWords">;
  lexicon: Lexicon;
}

export interface CorrectedText {
  text: string;
  /** In the order of the text. */
  corrections: Correction[];
}

/** From this many unknown words on, a text in which they are the most, and some are near nothing, is another language. */
const MANY_UNKNOWN = 3;

/**
 * Replaces words that no document holds and no dictionary knows by the nearest word of the documents. Left alone are
 * identifiers, acronyms, words in quotation marks or code, and whatever is near nothing: what the documents lack shall
 * be found lacking.
 */
export function createCorrectSpelling({ index, lexicon }: SpellingParts) {
  return async function correctSpelling(text: string): Promise<CorrectedText> {
    const tokens = tokenize(text);
    const unknown = await unknownWords(text, tokens);
    const areMost = unknown.length >= MANY_UNKNOWN && unknown.length > tokens.length / 2;
    // One after another, so that many of them leave others their turns.
    const meant: (string | null)[] = [];
    for (const { word, start, end } of unknown) {
      const near = await nearest(word, isName(text.slice(start, end), start));
      if (near === null && areMost) return { text, corrections: [] };
      meant.push(near);
    }
    const corrections: Correction[] = [];
    let corrected = "";
    let end = 0;
    unknown.forEach((token, i) => {
      const word = meant[i];
      if (!word) return;
      const from = text.slice(token.start, token.end);
      const to = isCapitalised(from) ? word[0]!.toUpperCase() + word.slice(1) : word;
      corrections.push({ from, to });
      corrected += text.slice(end, token.start) + to;
      end = token.end;
    });
    return { text: corrected + text.slice(end), corrections };
  };

  async function unknownWords(text: string, tokens: Token[]): Promise<Token[]> {
    const plain = plainWords(text, tokens);
    const rarities = await index.wordRarity(plain.map(({ word }) => word));
    const missing = plain.filter((_, i) => rarities[i] === null);
    const known = await Promise.all(missing.map(({ word }) => lexicon.has(word)));
    return missing.filter((_, i) => !known[i]);
  }

  async function nearest(word: string, isName: boolean): Promise<string | null> {
    const near = await index.nearWords(word, isName || word.length < LONG_WORD ? 1 : 2);
    const likely = near.filter((other) => isLikelySlip(word, other.word, isName));
    // Of words equally near the one with the same letters: "fibres" is "fibers" rather than "fires".
    const [first] = likely;
    const best = likely.find((other) => other.distance === first!.distance && keepsLetters(word, other.word)) ?? first;
    return best?.word ?? null;
  }
}

/** "wasnt": as good as with its apostrophe. */
const CONTRACTION = /^(?:are|ca|could|did|do|does|had|has|have|is|must|should|was|were|wo|would)nt$/;

/** Words that are not within quotation marks or code: an even number of marks stands before them. */
function plainWords(text: string, tokens: Token[]): Token[] {
  let [marks, from] = [0, 0];
  return tokens.filter((token) => {
    marks += text.slice(from, token.start).match(/["“”`]/g)?.length ?? 0;
    from = token.start;
    return marks % 2 === 0 && isPlainWord(text, token);
  });
}

/** Neither part of an identifier, an address or a compound, nor an acronym. */
function isPlainWord(text: string, { word, start, end }: Token): boolean {
  const written = text.slice(start, end);
  if (written.length < MIN_LETTERS || !/^[A-Za-z][a-z]+$/.test(written)) return false;
  if (isStopWord(word) || CONTRACTION.test(word)) return false;
  const [before, after] = [text.slice(Math.max(0, start - 1), start), text.slice(end, end + 2)];
  return !/[\w.\-/@#:'’\\]/.test(before) && !/^(?:[\-/@'’\\_(]|[.:]\w)/.test(after);
}

function isCapitalised(written: string): boolean {
  return /^[A-Z]/.test(written);
}

function isName(written: string, start: number): boolean {
  return isCapitalised(written) && start > 0;
}
