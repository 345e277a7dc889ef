import type { AnswerType, Intent } from "../domain/query.js";
import { words } from "../text/tokens.js";

const SMALL_TALK =
  /^(?:hi|hey|hello|good (?:morning|afternoon|evening|night)|howdy|yo|thanks?|thank you|cheers|ok(?:ay)?|bye|goodbye|see you|how are you|how is it going|what'?s up|who are you|what are you|what can you do|tell me a joke|are you (?:a )?(?:bot|human|real|there)|test|help)(?:\s+(?:there|again|everyone|all|you|so much|very much|a lot|today|doing))*$/;
const HOW_TO = /^(?:how (?:do|can|could|should|would|to|might)\b|what steps|what is the (?:best )?way to|steps to\b)/;

const GREETING =
  /^(?:(?:hi|hey|hello|good (?:morning|afternoon|evening)|thanks|thank you|please)(?: there| again| all)?[\s,.!:-]+)+(?=\S+\s+\S)/i;
const REQUEST =
  /^(?:(?:can|could|would|will) you (?:please )?|please )?(?:tell me|explain)(?: to me)? (?=(?:what|who|when|where|why|how)\b)/i;

/** The question without "Hello," before it and without "Can you tell me" around it. */
export function withoutPoliteness(question: string): string {
  if (SMALL_TALK.test(words(question).join(" "))) return question;
  return question.replace(GREETING, "").replace(REQUEST, "");
}

/** What the asker wants, judged by the words alone. */
export function detectIntent(question: string): Intent {
  const all = words(question);
  if (all.length === 0) return "empty";
  const plain = all.join(" ");
  if (SMALL_TALK.test(plain)) return "small-talk";
  if (all.every(looksRandom)) return "nonsense";
  if (comparedThings(question)) return "comparison";
  if (questionParts(question).length > 1) return "multi-part";
  return HOW_TO.test(plain) ? "how-to" : "question";
}

/** Keyboard noise: one letter over and over, or a long run of consonants that no word has. */
function looksRandom(word: string): boolean {
  if (/\d/.test(word)) return false;
  if (/^(.)\1{2,}$/u.test(word)) return true;
  return (
    /^[a-z]+$/.test(word) && (/[bcdfghjklmnpqrstvwxz]{6,}/.test(word) || (word.length >= 6 && !/[aeiouy]/.test(word)))
  );
}

/** The two things a question compares, or null: "BM25 or dense vectors?", "difference between X and Y". */
export function comparedThings(question: string): [string, string] | null {
  const text = question.trim().replace(/[?.!\s]+$/, "");
  for (const pattern of COMPARISONS) {
    const match = pattern.exec(text);
    const [left, right] = [match?.[1], match?.[2]].map((thing) => thing?.replace(/^(?:a|an|the|using)\s+/i, "").trim());
    if (!left || !right || !isThing(left) || !isThing(right)) continue;
    // "small or large models": what is said of both stands only once.
    const noun = QUALITY.test(left) ? /^\S+\s+(.+)$/.exec(right)?.[1] : undefined;
    return [noun ? `${left} ${noun}` : left, right];
  }
  return null;
}

const QUALITY =
  /^(?:small|large|big|short|long|fast|slow|high|low|cheap|expensive|sparse|dense|exact|approximate|local|remote|open|closed|static|dynamic|simple|complex|hard|soft|single|multiple|new|old)(?:er)?$/i;

const COMPARISONS = [
  /\bcompare[ds]?\s+.+?\s+of\s+(.+?)\s+(?:and|with|to|against)\s+(.+)$/i,
  /\b(?:difference|differences|trade-?offs?|comparison|choice|distinction|distinguish|choose|choosing|decide)s?\s+between\s+(.+?)\s+and\s+(.+)$/i,
  /\bcompare[ds]?\s+(.+?)\s+(?:and|with|to|against)\s+(.+)$/i,
  /(?:^|\b(?:is|are|use|prefer|choose|pick)\s+)([^,?]+?)\s+(?:vs\.?|versus)\s+(.+)$/i,
  /^(?:when (?:should|would|do) (?:i|you|we) (?:use|prefer|choose|pick)\s+)(.+?)\s+(?:over|instead of|rather than|or)\s+(.+)$/i,
  /^(?:how (?:does|do|is|are)\s+)(.+?)\s+(?:different from|differ from|compared? (?:to|with))\s+(.+)$/i,
  // "Is HTTP or HTTPS faster?": two things between the auxiliary and what they are compared in.
  /^(?:is|are|was|were|do|does|did|can|should|would)\s+(?!(?:it|this|that|they|there|i|you|we)\b)(.+?)\s+or\s+(.+?)\s+(?:better|worse|more|less|(?:use|need|cost|give|take|run|work|scale)s?|[a-z]+er)\b.*$/i,
  /^(?!(?:is|are|was|were|do|does|did|can|could|should (?!i\b|you\b|we\b)|will|would|has|have)\b)(?:(?:should (?:i|you|we) (?:use|prefer|choose|pick)|which is (?:better|faster|cheaper)[,:]?)\s+)?([\w-]+(?:\s[\w-]+){0,2})\s+or\s+([\w-]+(?:\s[\w-]+){0,2})$/i,
];

function isThing(text: string): boolean {
  return words(text).length <= 8;
}

/** Separate questions inside one: at question marks, and at "and" before a question word. */
export function questionParts(question: string): string[] {
  return question
    .split(/\?\s+|;\s+|,?\s+and\s+(?=(?:how|why|when|where|who|what|which)\b)/i)
    .map((part) => part.trim().replace(/\?+$/, "").trim())
    .filter((part) => words(part).length >= 2);
}

/** The kind of thing that would answer the question. */
export function detectAnswerType(question: string): AnswerType {
  const plain = words(question).join(" ");
  return ANSWER_TYPES.find(([pattern]) => pattern.test(plain))?.[1] ?? "any";
}

const ANSWER_TYPES: [RegExp, AnswerType][] = [
  [
    /\bhow (?:many|much|often|long|far|old|tall|big|large|high|fast|deep|wide|heavy)\b|\bwhat (?:percentage|percent|share|number|size|price|cost|rate|fraction|population)\b|\bwhat (?:is|was|are|were) the (?:\w+ ){0,2}(?:percentage|share|number|size|price|cost|rate|fraction|population|height|length|weight|capacity)(?: (?:of|for|in|per)\b|$)/,
    "number",
  ],
  [
    /^(?:in |on |since |until |by )?(?:when(?! (?:should|would|to|can|do (?:i|you|we))\b)|what (?:year|date|day|month|time))\b|\bwhat year\b|\bwhen (?:did|was|is|does|were|will|are)\b/,
    "time",
  ],
  [/^(?:who|whom|whose)\b|\bwho (?:is|was|did|wrote|invented|plays|played|sings|sang)\b/, "person"],
  [/^(?:where|in (?:what|which) (?:city|country|state|place))\b|\bwhere (?:is|was|did|does|do|are)\b/, "place"],
  [/^why\b|\bwhy (?:do|does|is|are|did|should|would)\b|\bwhat (?:causes|caused|is the reason)\b/, "reason"],
  [/^how (?:do|can|could|should|would|to|might)\b|^(?:what )?(?:are the )?steps to\b/, "procedure"],
  [
    /^what (?:is|are|was|were) (?:an? |the )?(?:meaning|definition)\b|^define\b|\bmean(?:ing)?$|\bstands? for$|^what (?:is|are) (?:an? )?[\w -]{1,40}$/,
    "definition",
  ],
  [/^(?:is|are|was|were|do|does|did|can|could|should|will|would|has|have|had|may|must)\b/, "yes-no"],
];
