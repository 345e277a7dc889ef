const PRONOUN =
  /^((?:[-*•]\s+)?(?:however|moreover|also|furthermore|in addition),?\s+)?(it|they|he|she|this|these|its|their|his|her)\b/i;
const POSSESSIVE = /^(?:its|their|his|her)$/i;
// The subject of a sentence: what stands before its first verb.
const SUBJECT =
  /^((?:[\p{L}\p{N}'’-]+\s+){1,6}?)(?:is|are|was|were|has|have|had|can|could|will|would|may|might|does|do|did|should|must|\p{L}+(?:ed|es|s))\b/u;

/**
 * A sentence with the pronoun at its beginning replaced by the subject of the sentence before, so that it can be checked
 * by itself; the sentence as it is when there is nothing to replace. For checking only: nobody reads the result.
 */
export function resolveReferences(sentence: string, before: string | null): string {
  const match = PRONOUN.exec(sentence);
  if (!match || !before) return sentence;
  const subject = SUBJECT.exec(before.replace(PRONOUN_LEAD, ""))?.[1]?.trim();
  if (!subject || PRONOUN.test(subject)) return sentence;
  const [whole, lead = "", pronoun] = match;
  return lead + subject + (POSSESSIVE.test(pronoun!) ? "'s" : "") + sentence.slice(whole.length);
}

const PRONOUN_LEAD = /^(?:however|moreover|also|furthermore|in addition),?\s+/i;
