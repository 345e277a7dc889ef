import type { Corrupt } from "./corruption.js";
import { namesOf, sharesWord } from "./names.js";

/** Between the two, something is done by the one to the other. A list or an equation would stay true when swapped. */
const ONE_SIDED =
  /\b(?:\p{Ll}{3,}ed|won|beat|led|gave|made|wrote|took|sold|bought|found|built|left|sent|held|before|after|than|from|to|by|under|over|replaces|uses|beats|in|at|of|for|with)\b/u;
const SYMMETRIC =
  /\b(?:met|married|between|among|together|neighbou?rs?|borders?|bordering|equals|shared|differs?|alongside|resembles?)\b/i;

/** Who did it and to whom it was done, exchanged: two names of the sentence, or the two sides of "A than B". */
export const swappedRoles: Corrupt = (sentence, { draw }) => {
  if (SYMMETRIC.test(sentence)) return null;
  const names = namesOf(sentence);
  const pairs = names.flatMap((first, i) =>
    names.slice(i + 1).flatMap((second) => {
      const between = sentence.slice(first.start + first.text.length, second.start);
      const isList = /^\s*(?:,|and|or|&|\/|\()/.test(between) || /(?:,|\band|\bor|\()\s*$/.test(between);
      // A word alone may stand inside a title: "Call of Duty".
      return !isList &&
        between.trim().split(/\s+/).length > 1 &&
        ONE_SIDED.test(between) &&
        !sharesWord(first.text, second.text)
        ? [{ first, second, between }]
        : [];
    }),
  );
  const pair = draw.from(pairs);
  if (!pair) return swapCompared(sentence);
  const { first, second, between } = pair;
  const end = second.start + second.text.length;
  return {
    text: sentence.slice(0, first.start) + second.text + between + first.text + sentence.slice(end),
    change: `${first.text} <-> ${second.text}`,
  };
};

const COMPARED =
  /^(The |A |An )?([\p{L}-]+(?: [\p{L}-]+)?) (is|are|was|were) ((?:more|less) \p{L}+|\p{Ll}+er) than (the |a |an )?([\p{L}-]+(?: [\p{L}-]+)?)([.,;].*)$/u;

function swapCompared(sentence: string): ReturnType<Corrupt> {
  const match = COMPARED.exec(sentence);
  if (!match) return null;
  const [, , one, verb, how, , other, rest] = match as unknown as string[];
  const upper = other!.charAt(0).toUpperCase() + other!.slice(1);
  return {
    text: `${upper} ${verb!} ${how!} than ${one!.toLowerCase()}${rest!}`,
    change: `${one!} <-> ${other!}`,
  };
}
