import { type Alignment, contextsBefore } from "./align.js";
import { changesOf } from "./changes.js";
import type { Check, Finding } from "./check.js";

/** Words by which a passage holds back: what it says may, often or sometimes be so. */
const RESERVATION =
  /^(?:may|might|could|possibly|perhaps|probably|likely|maybe|suggests?|suggested|appears?|seems?|seemed|tends?|sometimes|often|usually|typically|generally|occasionally|reportedly|allegedly|supposedly)$/;
const EQUIVALENT =
  /^(?:may|might|could|can|some|many|most|mostly|several|possibl[ey]|perhaps|probabl[ey]|likely|maybe|potential(?:ly)?|chance|risk)$/;
/** Words by which a sentence goes all the way. */
const CERTAINTY =
  /^(?:always|will|must|certainly|definitely|invariably|guarantees?|guaranteed|proves?|proven|proved|necessarily|inevitably|every|all|never|undoubtedly)$/;

/** Only a sentence in the passage's own words can be said to leave one of them out. */
const NEAR_COPY = 0.85;

/** Whether the sentence leaves out a reservation of the passage: "does" for "may". */
export const checkModality: Check = (alignment) => {
  if (alignment.overlap < NEAR_COPY) return null;
  const { claim, closest, claimWords, closestWords } = alignment;
  const isHedged = claimWords.some(({ word }) => EQUIVALENT.test(word));
  for (const [i, word] of closestWords.entries()) {
    if (!RESERVATION.test(word.word) || word.isMatched) continue;
    const head = closestWords.slice(i + 1, i + 4).find(({ isContent }) => isContent);
    if (!head?.isMatched || isHedged) continue;
    const contexts = contextsBefore(claim, claimWords, head.stem, 4);
    const keeps = contexts.some((context) =>
      context.some(({ word }) => RESERVATION.test(word) || EQUIVALENT.test(word)),
    );
    if (keeps) continue;
    const certain = contexts.flat().find(({ word }) => CERTAINTY.test(word));
    const at = certain ?? claimWords.find(({ stem }) => stem === head.stem)!;
    const reservation = closest.slice(word.start, word.end);
    const reason = `The passage says it with "${reservation}", the sentence without.`;
    return { kind: "modality", effect: "overstates", reason, span: { start: at.start, end: at.end } };
  }
  return overstated(alignment);
};

const ABSOLUTE = /^(?:always|must|never|every|all|invariably|guaranteed|exception)$/;
const NEARLY = /^(?:nearly|almost|mostly|partly|one)$/;

/** A copy of the passage to which "always" or the like was added, or from which "nearly" or "one of" was taken. */
function overstated(alignment: Alignment): Finding | null {
  const { claim, closest } = alignment;
  for (const { claim: said, passage: given } of changesOf(alignment)) {
    const added = said.find(({ word, isMatched }) => ABSOLUTE.test(word) && !isMatched);
    if (added) {
      const reason = `The sentence says "${added.word}", the passage does not go that far.`;
      return { kind: "modality", effect: "overstates", reason, span: { start: added.start, end: added.end } };
    }
    const taken = given.find(
      ({ word, end }) => NEARLY.test(word) && (word !== "one" || /^\s+of the/.test(closest.slice(end))),
    );
    if (taken && said.length === 0) {
      const reason = `The passage says it with "${taken.word}", the sentence without.`;
      return { kind: "modality", effect: "overstates", reason, span: { start: 0, end: claim.length } };
    }
  }
  return null;
}
