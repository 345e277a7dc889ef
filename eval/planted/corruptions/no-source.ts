import { sharesWord } from "./names.js";
import type { Corrupt } from "./corruption.js";

/** True, but of what no source here says: cited to a passage of another document, or to none. */
export const noSource: Corrupt = (sentence, { passage, far, draw }) => {
  if (draw.below(2) === 0) return { text: sentence, cites: [], change: "no mark" };
  const cited = draw.from(far.filter(({ title }) => !sharesWord(title, passage.title)));
  return cited ? { text: sentence, cites: [cited], change: `cites "${cited.title}" (${cited.id})` } : null;
};
