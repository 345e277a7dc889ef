import { substituting } from "./substitution.js";

const AUXILIARY = "is|are|was|were|has|have|had|can|could|will|would|should|must|does|did|do";

/** What is said, denied; what is denied, said. */
export const negation = substituting([
  [/\b(is|are|was|were|does|did|do|has|have|had|would|could|should) not /, "$1 "],
  [/\b(is|are|was|were|does|did|do|has|have|had|would|could|should)n['’]t /, "$1 "],
  [/\bcannot\b/, "can"],
  [/\bwithout\b/, "with"],
  [/\bnever\b/, "always"],
  [/\bfails to\b/, "manages to"],
  [new RegExp(`\\b(${AUXILIARY}) (?=(?!not|no|never|only|without)\\p{Ll})`, "u"), "$1 not ", "$1 never "],
  [/\bwith (?=the |a |an |its |their )/, "without "],
  [/\bcan (?=\p{Ll})/u, "cannot "],
  [/(?<=\p{Ll} )helps(?: to)? /u, "fails to help "],
]);
