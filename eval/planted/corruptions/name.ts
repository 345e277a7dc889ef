import { holdsWords, replaceAt } from "../words.js";
import type { Corrupt } from "./corruption.js";
import { namesOf, sharesWord } from "./names.js";

/** Another name in place of one: half of the time from the same passage, where a check by presence sees nothing. */
export const name: Corrupt = (sentence, { passage, far, draw }) => {
  const place = draw.from(namesOf(sentence));
  if (!place) return null;
  const alike = (text: string): boolean =>
    !holdsWords(sentence, text) && !sharesWord(text, place.text) && text.includes(" ") === place.text.includes(" ");
  const here = passage.sentences
    .flatMap((other) => namesOf(other))
    .map(({ text }) => text)
    .filter((text) => alike(text) && !sharesWord(text, passage.title));
  const elsewhere = (): string[] =>
    draw
      .shuffled(far)
      .slice(0, 40)
      .flatMap(({ sentences }) => sentences.flatMap((other) => namesOf(other)))
      .map(({ text }) => text)
      .filter((text) => alike(text) && !holdsWords(passage.text, text));
  const fromHere = draw.below(2) === 0 && here.length > 0;
  const after = draw.from(fromHere ? here : elsewhere());
  if (after === undefined) return null;
  const from = fromHere ? "same passage" : "elsewhere";
  return {
    text: replaceAt(sentence, place.start, place.text.length, after),
    change: `${place.text} -> ${after} (${from})`,
  };
};
