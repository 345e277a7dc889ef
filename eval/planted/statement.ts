/** Whether a sentence is one that can be checked by itself: full, declarative, with content. */
export function isStatement(sentence: string): boolean {
  const words = sentence.match(/[\p{L}\p{N}]+/gu) ?? [];
  return (
    words.length >= 8 &&
    words.length <= 45 &&
    /^["'“‘(]?[\p{Lu}\p{N}]/u.test(sentence) &&
    /[.]["'”’)]?$/.test(sentence) &&
    VERB.test(sentence) &&
    !/[[\]|{}<>`*_#]|https?:|\.\.\.|\b(?:retrieved|archived|isbn)\b/i.test(sentence) &&
    !UNBOUND.test(sentence) &&
    isBalanced(sentence)
  );
}

const VERB =
  /\b(?:is|are|was|were|be|been|has|have|had|does|do|did|can|could|may|might|must|will|would|should|\p{Ll}{2,}(?:ed|es|s))\b/u;
/** Openings that mean nothing without the sentence before. */
const UNBOUND =
  /^(?:["'“‘(]|(?:this|that|these|those|it|its|he|she|they|his|her|their|here|there|but|and|or|so|then|however|also|instead|therefore|such|both|another|yet|we|you|i)\b)/i;

function isBalanced(sentence: string): boolean {
  const count = (pattern: RegExp): number => sentence.match(pattern)?.length ?? 0;
  return count(/\(/g) === count(/\)/g) && count(/["“”]/g) % 2 === 0;
}
