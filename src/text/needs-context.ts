const PRONOUN =
  /^(?:[-*•]\s+)?(?:it|its|they|their|them|these|those|he|his|she|her|this|that|both|such|neither|either|each of (?:them|these)|the (?:former|latter|same|other|second|third|result|reason|idea|effect|difference|remedy|trick))\b(?!\s+(?:is|was)\s+(?:possible|necessary|likely|common|worth|not (?:possible|necessary))\b)/i;
// "This guide ..." and "These models ..." name what they mean.
const NAMED =
  /^(?:this|that|these|those)\s+(?!is\b|are\b|was\b|were\b|can\b|may\b|will\b|has\b|have\b|does\b|do\b|makes?\b|means?\b|should\b|would\b|also\b|way\b|happens?\b|gives?\b|keeps?\b|costs?\b|works?\b|in\b|one\b|two\b|three\b)(?:\w+\s+){0,1}(?:guide|article|page|section|model|document|project)s?\b/i;
const CONNECTIVE =
  /^(?:however|therefore|thus|hence|moreover|furthermore|instead|otherwise|consequently|similarly|likewise|nevertheless|nonetheless|conversely|accordingly|also|then|so|but|and|or|yet|for example|for instance|in contrast|in addition|on the other hand|as a result|that said|in other words|meanwhile|besides|still)\b/i;

/** Whether a sentence opens with a word that points to the one before: a pronoun or a connective. */
export function needsContext(sentence: string): boolean {
  return (PRONOUN.test(sentence) && !NAMED.test(sentence)) || CONNECTIVE.test(sentence);
}
