import { contentWords } from "../../../src/text/tokens.js";
import type { Corrupt } from "./corruption.js";

/** So much of a sentence's content words in one passage, and the passage may say it, too. */
const MAY_SAY_IT = 0.7;

/** True, but cited to a neighbour: a passage of the same document or of the same topic that does not say it. */
export const wrongCitation: Corrupt = (sentence, { near, draw }) => {
  const words = [...new Set(contentWords(sentence))];
  const silent = near.filter(({ title, text }) => {
    const held = new Set(contentWords(`${title} ${text}`));
    return words.filter((word) => held.has(word)).length < MAY_SAY_IT * words.length;
  });
  const cited = draw.from(silent);
  return cited ? { text: sentence, cites: [cited], change: `cites "${cited.title}" (${cited.id})` } : null;
};
