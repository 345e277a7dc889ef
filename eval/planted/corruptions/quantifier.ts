import { substituting } from "./substitution.js";

/** How many it holds for: all, some, none, most, at least, at most, only. */
export const quantifier = substituting([
  [/\bat least\b/i, "at most"],
  [/\bat most\b/i, "at least"],
  [/\bup to(?= \d)/i, "at least"],
  [/\bmore than(?= (?:\d|half|a |one|two|three))/i, "fewer than"],
  [/\b(?:fewer|less) than(?= (?:\d|half|a |one|two|three))/i, "more than"],
  [/\bover(?= \d)/i, "under"],
  [/\ball(?= (?:of |the |its |their |\p{Ll}+s\b))/iu, "none of", "only some of"],
  [/\bevery(?= \p{Ll})/iu, "hardly any", "no"],
  [/\beach(?= \p{Ll}{3,})/iu, "no"],
  [/\bmost(?= (?:of|\p{Ll}+s) )/iu, "few"],
  [/\bmany(?= (?:of|\p{Ll}+s) )/iu, "few", "no"],
  [/\bsome(?= (?:of|\p{Ll}+s) )/iu, "all", "no"],
  [/\bseveral(?= (?:of|\p{Ll}+s) )/iu, "all", "no"],
  [/\bfew(?= (?:of|\p{Ll}+s) )/iu, "most"],
  [/\bboth(?= )/i, "neither of"],
  [/\bno(?= \p{Ll}+s? )/iu, "every"],
  [/\bnone of\b/i, "all of"],
  [/(?<!\b(?:how|as) )\b(?:usually|often|generally|mostly)\b/i, "rarely"],
  [/\b(?:rarely|seldom)\b/i, "usually"],
  [/\bone of the\b/i, "the only one of the"],
  [/\bhalf of\b/i, "all of"],
  [/\bthe majority of\b/i, "a minority of"],
]);
