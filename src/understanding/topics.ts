import { contentWords, stem, words } from "../text/tokens.js";
import { withoutAsides } from "./asides.js";
import { isIncomplete } from "./completeness.js";
import { comparedThings } from "./intent.js";
import { isGeneric, type NounPhrase, nounPhrases } from "./noun-phrases.js";
import { findPronoun } from "./pronouns.js";

/** What is talked about at one point of a conversation. */
export interface Topic {
  /** A noun phrase that can stand where a pronoun stands. */
  phrase: string;
  /** What is to be done, when the question asked how: "rebuild the index". */
  action: string | null;
  /** Two things that were compared: "they" are both. */
  pair: [string, string] | null;
}

const WHAT_ABOUT = /^(?:(?:and|but|so)\s+)?(?:what|how) about\b/i;
const ACTION = /^how\s+(?:to|(?:do|can|could|should|would|might)\s+(?:i|you|we|one))\s+/i;
const QUESTION_OPENING =
  /^(?:what|who|whom|whose|when|where|why|how|which|is|are|was|were|do|does|did|can|could|should|would|will|has|have|tell|explain|describe|define|compare|give|show|list|find)\b/i;
/** "X is faster than Y": two things, compared in one word. */
const THAN = /^(?:is|are|was|were|does|do|did)\s+(.+?)\s+(?:(?:better|worse|more|less)\b.*?|\w+er)\s+than\s+(.+)$/i;
/** Longer ones hold pasted text, and what they ask stands at their beginning or nowhere. */
const MAX_TURN_LENGTH = 1_000;
const MAX_FRAGMENT_WORDS = 5;
const MAX_ACTION_WORDS = 8;
const MAX_PHRASE_WORDS = 6;

/**
 * The topics of a conversation, latest first: a turn that leans on the one before goes on with its topic. Last comes what was
 * said beside the question that is asked now.
 */
export function conversationTopics(turns: readonly string[], said = ""): Topic[] {
  const topics: Topic[] = [];
  for (const whole of turns) {
    const turn = whole.slice(0, MAX_TURN_LENGTH);
    const { text } = withoutAsides(turn);
    const phrase = focusOf(text);
    const [current] = topics;
    const asks = /\?/.test(turn) || QUESTION_OPENING.test(text) || words(text).length <= MAX_FRAGMENT_WORDS;
    const goesOn = !WHAT_ABOUT.test(turn) && isIncomplete(text);
    if (!phrase || findPronoun(text) || (current && (!asks || goesOn || isPartOf(phrase, current.phrase)))) continue;
    const asked = text.replace(/[?.!\s]+$/, "");
    const action = ACTION.test(asked) ? asked.replace(ACTION, "") : null;
    topics.unshift({
      phrase,
      action: action !== null && words(action).length <= MAX_ACTION_WORDS ? action : null,
      pair: comparedThings(text) ?? than(asked),
    });
  }
  const phrase = focusOf(said);
  return phrase ? [{ phrase, action: null, pair: null }, ...topics] : topics;
}

/** What a whole conversation is about: the topic that most of its turns name, of several the first. */
export function conversationTheme(turns: readonly string[], topics: readonly Topic[]): Topic | undefined {
  const spoken = turns.map((turn) => new Set(words(turn.slice(0, MAX_TURN_LENGTH)).map(stem)));
  const mentions = ({ phrase }: Topic): number => {
    const own = contentWords(phrase).map(stem);
    return spoken.filter((turn) => own.some((word) => turn.has(word))).length;
  };
  return [...topics]
    .reverse()
    .reduce<Topic | undefined>((best, topic) => (best && mentions(best) >= mentions(topic) ? best : topic), undefined);
}

function than(question: string): [string, string] | null {
  const [, left, right] = THAN.exec(question) ?? [];
  return left && right && words(left).length <= 4 && words(right).length <= 4 ? [left, right] : null;
}

/** "the order" after "a restraining order" is the same thing, said shorter. */
function isPartOf(phrase: string, whole: string): boolean {
  const longer = new Set(words(whole).map(stem));
  const shorter = words(phrase).map(stem);
  return shorter.length < words(whole).length && shorter.every((word) => longer.has(word));
}

/** What a question is about: a name before other phrases, the longer before the shorter, the earlier before the later. */
function focusOf(question: string): string | null {
  let best: NounPhrase | null = null;
  let bestScore = 0;
  for (const phrase of nounPhrases(question)) {
    const length = contentWords(phrase.text).length;
    if (/^\p{Ll}+ed$/u.test(phrase.text)) continue;
    if (length > MAX_PHRASE_WORDS || length === 0 || phrase.isCounted || isGeneric(phrase.text)) continue;
    const score = (phrase.isName ? 2 : 0) + (phrase.isCalled ? 1.5 : 0) + Math.min(length, 3);
    if (score > bestScore) [best, bestScore] = [phrase, score];
  }
  return best ? best.text : null;
}
