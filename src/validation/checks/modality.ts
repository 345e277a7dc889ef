import { contextsBefore } from "./align.js";
import type { Check } from "./check.js";

/** Words by which a passage holds back: what it says may, often or sometimes be so. */
const RESERVATION =
  /^(?:may|might|could|possibly|perhaps|probably|likely|maybe|suggests?|suggested|appears?|seems?|seemed|tends?|sometimes|often|usually|typically|generally|occasionally|reportedly|allegedly|supposedly)$/;
const EQUIVALENT = /^(?:may|might|could|can|some|many|most|mostly|several|possibl[ey]|perhaps|probabl[ey]|likely|maybe|potential(?:ly)?|chance|risk)$/;
/** Words by which a sentence goes all the way. */
const CERTAINTY = /^(?:always|will|must|certainly|definitely|invariably|guarantees?|guaranteed|proves?|proven|proved|necessarily|inevitably|every|all|never|undoubtedly)$/;

/** Only a sentence in the passage's own words can be said to leave one of them out. */
const NEAR_COPY = 0.85;

/** Whether the sentence leaves out a reservation of the passage: "does" for "may". */
export const checkModality: Check = (alignment) => {
  if (alignment.overlap < NEAR_COPY) return null;
  const { claim, closest, claimWords, closestWords } = alignment;
  for (const [i, word] of closestWords.entries()) {
    if (!RESERVATION.test(word.word) || word.isMatched) continue;
    const head = closestWords.slice(i + 1, i + 4).find(({ isContent }) => isContent);
    if (!head?.isMatched) continue;
    const contexts = contextsBefore(claim, claimWords, head.stem, 4);
    const keeps = contexts.some((context) =>
      context.some(({ word }) => RESERVATION.test(word) || EQUIVALENT.test(word)),
    );
    if (keeps || claimWords.some(({ word }) => EQUIVALENT.test(word))) continue;
    const certain = contexts.flat().find(({ word }) => CERTAINTY.test(word));
    const at = certain ?? claimWords.find(({ stem }) => stem === head.stem)!;
    const reservation = closest.slice(word.start, word.end);
    const reason = `The passage says it with "${reservation}", the sentence without.`;
    return { kind: "modality", effect: "overstates", reason, span: { start: at.start, end: at.end } };
  }
  return null;
};
