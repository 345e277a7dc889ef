import { contentWords, words } from "../text/tokens.js";
import { isGeneric, nounPhrases } from "./noun-phrases.js";
import { findPronoun } from "./pronouns.js";

const CONTINUATION =
  /^(?:(?:and|but|or|so|then|also)\s+)?(?:what about|how about|what if|why\s*\??$|why not|how so|how come|how\s*\??$|when\s*\??$|where\s*\??$|who\s*\??$|for example|such as|(?:tell me |go )?(?:more|on|explain|elaborate)(?: more| further| please)?\s*[?.!]*$|(?:(?:can|could) you )?(?:give|show)(?: me)? (?:an?|some|more) examples?\s*[?.!]*$|for|in|on|with|at|of|from)(?![\w-])/i;
const ASKING =
  /\b(?:what|who|whom|whose|when|where|why|how|which|is|are|was|were|am|do|does|did|can|could|should|would|will|has|have|had|may)\b/i;
/** "What is HNSW?" names its own topic; "What is the default?" does not. */
const NAMES_ITS_TOPIC = /^(?:(?:what|who)(?:'s|\s+(?:is|are|was|were))|define|explain|describe)\s+(?!the\b)\S/i;
const QUOTED = /["“”]/;
const PLACE = /^(?:i am|i'm|i live|we are|we're) (?:in|from|at|on)\b/i;
/** "What about goldman sachs or other finance companies" goes on; what is longer says what it is about. */
const MAX_CONTINUATION_WORDS = 8;
const MAX_FRAGMENT_WORDS = 2;
const STATEMENT = /^(?:so,?\s+)?(?:it|they|that|this|he|she)\s+(?:is|are|was|were|has|have|had|will)\b/i;
const WHAT_ABOUT = /^(?:what|how) about\b/i;
const ASKER = /\b(?:i|my|we|our|you|your)\b/i;

/** "What about lists?", "and for tuples?", "why?": goes on where the turn before it stopped. */
export function isContinuation(question: string): boolean {
  return CONTINUATION.test(question.trim()) && words(question).length <= MAX_CONTINUATION_WORDS;
}

/** "Regional differences": a phrase, not a question. */
export function isFragment(question: string): boolean {
  return !ASKING.test(question);
}

/** "It is never too late.": what is only said is not completed; people leave it as it is. */
export function isStatement(question: string): boolean {
  return STATEMENT.test(question) && !question.includes("?");
}

/**
 * "What about dense retrieval?", "Clusters": names what it goes on to. In MTRAG people leave such turns as they are; what
 * the former topic may add is searched for beside them.
 */
export function bringsNewTopic(question: string): boolean {
  const [phrase] = nounPhrases(question);
  if (!phrase || isGeneric(phrase.text) || findPronoun(question)) return false;
  return WHAT_ABOUT.test(question) || (words(question).length === 1 && isFragment(question));
}

/** Whether a turn without a pronoun still says too little to be searched for. */
export function isIncomplete(question: string): boolean {
  if (isContinuation(question) || PLACE.test(question)) return true;
  if (NAMES_ITS_TOPIC.test(question) || QUOTED.test(question)) return false;
  const phrases = nounPhrases(question);
  const length = words(question).length;
  if (isFragment(question)) return length <= MAX_FRAGMENT_WORDS && !phrases.some(({ isName }) => isName);
  const telling = phrases.filter(({ text }) => !isGeneric(text));
  if (telling.length === 0) return ASKING.test(question) && length <= 8 && !ASKER.test(question);
  if (contentWords(question).length <= 1 && length <= 4) return true;
  const [only] = telling;
  return telling.length === 1 && only!.isDefinite && !only!.isName && !/\s/.test(only!.text) && length <= 8;
}
