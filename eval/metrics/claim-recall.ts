import { removeCitationMarks } from "../../src/text/citation-marks.js";
import { splitSentences } from "../../src/text/sentences.js";
import type { SupportPredicate } from "./alce.js";
import { type Measured, ratio } from "./mean.js";

/**
 * Share, 0..1, of the sentences of a reference answer that the answer supports: how much of a long answer is there,
 * however it is worded. ALCE's claim recall (Gao et al., 2023) with sentences for its generated sub-claims. Of several
 * references, each by another annotator, the one best covered counts, as SQuAD takes the best of its answers. Null
 * without a reference that has a sentence with words; 0 for an empty answer.
 *
 * It does not see what the answer says beyond the reference, nor that one sentence of a reference holds two facts.
 *
 * @param supports asked with a sentence of the reference as claim and the answer, marks removed, as its only passage
 */
export async function claimRecall(
  answer: string,
  references: readonly string[],
  supports: SupportPredicate,
): Promise<Measured> {
  const text = removeCitationMarks(answer).trim();
  let best: Measured = null;
  for (const reference of references) {
    const claims = sentencesOf(reference);
    let supported = 0;
    if (text !== "") for (const claim of claims) if (await supports(claim, [text])) supported++;
    const recall = ratio(supported, claims.length);
    if (recall !== null && (best === null || recall > best)) best = recall;
  }
  return best;
}

function sentencesOf(text: string): string[] {
  return splitSentences(text)
    .map(({ start, end }) => text.slice(start, end).trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
