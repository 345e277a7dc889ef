import { replaceAt, withCaseOf } from "../words.js";
import type { Corrupt, CorruptionContext } from "./corruption.js";

/** A pattern and what its match may become; `$1` stands for groups. */
export type Substitution = readonly [pattern: RegExp, ...replacements: string[]];

/** A corruption that replaces one drawn place of the sentence by a list of patterns (without the `g` flag). */
export const substituting =
  (substitutions: readonly Substitution[]): Corrupt =>
  (sentence, { draw }: CorruptionContext) => {
    const places = substitutions.flatMap(([pattern, ...replacements]) => {
      const match = pattern.exec(sentence);
      return match ? [{ match, pattern, replacements }] : [];
    });
    const place = draw.from(places);
    if (!place) return null;
    const { match, pattern } = place;
    const [before] = match;
    // In the whole sentence: the pattern may look at what stands around its match.
    const replaced = sentence.replace(pattern, draw.from(place.replacements)!);
    const end = replaced.length - (sentence.length - match.index - before.length);
    const after = withCaseOf(before, replaced.slice(match.index, end));
    if (after === before) return null;
    return { text: replaceAt(sentence, match.index, before.length, after), change: `${before} -> ${after}` };
  };
