import { needsContext } from "../../text/needs-context.js";

const CONNECTIVE =
  /^(?:however|therefore|thus|hence|moreover|furthermore|instead|consequently|similarly|likewise|nevertheless|nonetheless|conversely|accordingly|also|for example|for instance|in contrast|in addition|additionally|on the other hand|as a result|that said|in other words|meanwhile|besides|but|and|so|yet|still)\b,?\s+/i;

/**
 * A sentence whose predecessor has been dropped, so that it still reads well: a connective at its beginning goes. Null when
 * it leans on what was dropped by a pronoun, and nothing before it can be leant on instead (`canLean`).
 */
export function smoothOpening(sentence: string, canLean: boolean): string | null {
  const bare = sentence.replace(CONNECTIVE, "");
  const opened = bare === sentence ? sentence : bare.charAt(0).toUpperCase() + bare.slice(1);
  return needsContext(opened) && !canLean ? null : opened;
}
