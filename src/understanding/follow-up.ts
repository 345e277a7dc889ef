import type { Turn } from "../domain/query.js";
import { contentWords, words } from "../text/tokens.js";

const REFERRING =
  /\b(?:it|its|they|them|their|theirs|this|that|these|those|he|him|his|she|her|hers|there|one|ones|former|latter|same|(?:another|other|faster|better|easier|simpler|cheaper)\s+(?:way|option|method|approach))\b/i;
/** A pronoun that stands for the whole topic, in a place where the topic can be written instead. */
const REPLACEABLE =
  /\b(it|they|them|this|that|these|those|he|him|she)\b(?!\s+(?:is|was)\s+(?:true|said|called)|\s+(?:possible|necessary|important|worth|better to)\b)(?=\s|[?.!,]|$)/i;
/** "the method that needs no tuning": joins a clause to its noun, and refers to no earlier turn. */
const RELATIVE_THAT =
  /(?<=\b(?!(?:does|is|was|has|says|means|as|vs)\s)(?:[\w-]+s|ones?|(?:the|an?|any|some)\s+[\w-]+)\s)that(?=\s+\w)/gi;
/** "Is it safer to ...", "if it rains", "how many are there": grammar asks for a subject, nothing is meant by it. */
const EMPTY_SUBJECT =
  /\b(?:is|was|be|would be)\s+it\s+(?:(?:so|very|too|more|less)\s+)?[\w-]+\s+(?:to|that|for|if)\b|\bit(?:'s|\s+(?:is|was|would be))\s+(?:(?:so|very|too|more|less)\s+)?[\w-]+\s+(?:to|that|if)\b|\bit\s+(?:rains|snows)\b|\b(?:is|are|was|were)\s+there\b|\bthere\s+(?:is|are|was|were)\b/gi;
/** Stands for a relative "that" while pronouns are replaced; questions hold no control characters. */
const RELATIVE_MARK = "\u0001";
const POSSESSIVE = /\b(its|their|his|her)\b(?=\s+\w)/i;
const CONTINUATION =
  /^(?:and|but|or|so|then|also|what about|how about|what if|why\s*\??$|why not|how so|how come|how\s*\??$|when\s*\??$|where\s*\??$|who\s*\??$|for example|such as|(?:tell me |go )?(?:more|on|explain|elaborate)(?: more| further| please)?\s*[?.!]*$|(?:(?:can|could) you )?(?:give|show)(?: me)? (?:an?|some|more) examples?\s*[?.!]*$)(?![\w-])/i;
const BARE_QUESTION_WORD = /^(?:(?:and|but|so)\s+)?(why|how|when|where)\s*[?.!]*$/i;
const AUXILIARY = /^(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have)\b/i;
/** "What is HNSW?" names its own topic; "What is the default?" does not. */
const NAMES_ITS_TOPIC = /^(?:(?:what|who)(?:'s|\s+(?:is|are|was|were))|define|explain|describe)\s+(?!the\b)\S/i;
const CONTINUATION_WORDS = /^(?:and|but|or|so|then|also)\s+|^(?:what|how) about\s+/i;

/**
 * The question with what earlier turns supplied written out, by rule: pronouns are replaced by the topic of the last
 * question, continuations ("what about ...", "and for lists?") get the topic added, a bare "why?" gets the question
 * before it. Questions that stand alone come back unchanged.
 */
export function resolveFollowUp(question: string, history: Turn[]): string {
  const previous = history.filter((turn) => turn.role === "user").slice(-3);
  if (previous.length === 0 || !dependsOnHistory(question)) return question;
  const last = previous.at(-1)!.content.trim();
  const bare = BARE_QUESTION_WORD.exec(question.trim())?.[1];
  const clause = last.replace(/^(?:how|why|when|where)\s+/i, "");
  if (bare && AUXILIARY.test(clause)) return `${bare} ${clause[0]!.toLowerCase()}${clause.slice(1)}`;
  const found = conversationTopic(previous.map((turn) => turn.content));
  if (!found || question.toLowerCase().includes(found.topic.toLowerCase())) return question;

  const { topic, isAction } = found;
  const rest = question.replace(CONTINUATION_WORDS, "").trim();
  if (!isAction && POSSESSIVE.test(rest)) return rest.replace(POSSESSIVE, () => `${topic}'s`);
  const marked = rest.replace(RELATIVE_THAT, RELATIVE_MARK);
  if (!isAction && !CONTINUATION.test(question) && REPLACEABLE.test(marked)) {
    return marked.replace(REPLACEABLE, () => topic).replaceAll(RELATIVE_MARK, "that");
  }
  return contentWords(rest).length === 0
    ? `${rest.replace(/\?+$/, "")} ${topic}?`
    : `${rest.replace(/\?+$/, "")} (${topic})?`;
}

function dependsOnHistory(question: string): boolean {
  if (refersBack(question)) return true;
  if (NAMES_ITS_TOPIC.test(question.trim())) return false;
  return contentWords(question).length <= 1 && words(question).length <= 4;
}

function refersBack(question: string): boolean {
  if (CONTINUATION.test(question.trim())) return true;
  const plain = question.replace(RELATIVE_THAT, "").replace(EMPTY_SUBJECT, "");
  const pronoun = REFERRING.exec(plain);
  if (!pronoun || contentWords(question).length > 6) return false;
  // "How do companies hire their employees?": what the pronoun stands for is named before it.
  const before = plain.slice(0, pronoun.index).replace(/^how\s+(?:much|many|long|often|far)\b/i, "");
  return contentWords(before).length < 2;
}

interface Topic {
  topic: string;
  /** Something to do ("detect hallucinations"), which cannot stand where a pronoun stood. */
  isAction: boolean;
}

/** The last turn that names a topic of its own, reduced to its noun phrase: "What is BM25?" gives "BM25". */
function conversationTopic(questions: string[]): Topic | null {
  const latestFirst = [...questions].reverse();
  for (const question of latestFirst.filter((question) => !refersBack(question))) {
    const topic = topicOf(question);
    if (topic) return topic;
  }
  return topicOf(latestFirst[0] ?? "");
}

const QUESTION_OPENING =
  /^(?:(?:please|can you|could you|tell me|explain|describe|define|show me|i want to know|what do you know)\s+(?:about\s+)?)?(?:(?:what|who|which|where|when|why|how)(?:'s|\s+(?:is|are|was|were|does|do|did|can|could|should|would|will|has|have|many|much|long|often))*\b)?\s*(?:(?:is|are|was|were|does|do|did|can|could|should|would|will)\b\s*)?(?:(?:i|you|we|one|the|an?)\s+)*/i;
const PREDICATE =
  /\s+(?:works?|work|mean(?:s|t)?|used?|helps?|differs?|happens?|scores?|handles?|chooses?|compares?|controls?|affects?|treats?|improves?|costs?|stores?|returns?|behaves?|performs?|need(?:s|ed)?|matter(?:s)?|scales?|grows?|reduces?|increases?|prevents?|learns?|hallucinates?|fails?|is|are|was|were|be|being|done|built|made|invented|released|better|so)\b.*$/i;

/** "How is nDCG measured?": what is done to the topic is no part of it. */
const PASSIVE = /^(?:how|when|where|why|by whom)\s+(?:is|are|was|were)\b/i;
const PARTICIPLE = /\s+[\w-]+(?:ed|en)\b.*$/i;

const MAX_TOPIC_WORDS = 8;
const CLAUSE =
  /[?!.,;:]\s|\b(?:i|you|he|she|it|they|we|my|your|is|are|was|were|am|be|do|does|did|can|could|will|would|should|has|have|had|ok|thanks?)\b/i;

const ACTION = /^how\s+(?:to\b|(?:do|can|could|should|would|might)\s+(?:i|you|we|one)\b)/i;

function topicOf(question: string): Topic | null {
  const asked = question.trim().replace(/[?.!\s]+$/, "");
  const isAction = ACTION.test(asked);
  const opened = asked.replace(QUESTION_OPENING, "").replace(/^to\s+/i, "");
  // In "run the server on port 80" the verb is what comes first, not what ends the topic.
  const named = PASSIVE.test(asked) ? opened.replace(PARTICIPLE, "") : opened;
  const phrase = (isAction ? opened : named.replace(PREDICATE, "")).trim();
  if (contentWords(phrase).length === 0 || words(phrase).length > MAX_TOPIC_WORDS) return null;
  // What still holds a pronoun, a verb form or a second question is a clause, and says too much to be put elsewhere.
  return !isAction && CLAUSE.test(phrase) ? null : { topic: phrase, isAction };
}
