import type { Turn } from "../domain/query.js";
import { contentWords, words } from "../text/tokens.js";

const REFERRING =
  /\b(?:it|its|they|them|their|theirs|this|that|these|those|he|him|his|she|her|hers|there|one|ones|former|latter|same)\b/i;
/** A pronoun that stands for the whole topic, in a place where the topic can be written instead. */
const REPLACEABLE =
  /\b(it|they|them|this|that|these|those|he|him|she)\b(?!\s+(?:is|was)\s+(?:true|said|called)|\s+(?:possible|necessary|important|better|worth)\b)(?=\s|[?.!,]|$)/i;
const POSSESSIVE = /\b(its|their|his|her)\b(?=\s+\w)/i;
const CONTINUATION =
  /^(?:and|but|or|so|then|also|what about|how about|what if|why\s*\??$|why not|how so|how come|when\s*\??$|where\s*\??$|who\s*\??$|for example|more|tell me more|go on|explain|elaborate|such as)\b/i;
const CONTINUATION_WORDS = /^(?:and|but|or|so|then|also)\s+|^(?:what|how) about\s+/i;

/**
 * The question with what earlier turns supplied written out, by rule: pronouns are replaced by the topic of the last
 * question, continuations ("what about ...", "and for lists?") get the topic added. Questions that stand alone come
 * back unchanged.
 */
export function resolveFollowUp(question: string, history: Turn[]): string {
  const previous = history.filter((turn) => turn.role === "user").slice(-3);
  if (previous.length === 0 || !dependsOnHistory(question)) return question;
  const topic = conversationTopic(previous.map((turn) => turn.content));
  if (!topic || question.toLowerCase().includes(topic.toLowerCase())) return question;

  const rest = question.replace(CONTINUATION_WORDS, "").trim();
  if (POSSESSIVE.test(rest)) return rest.replace(POSSESSIVE, `${topic}'s`);
  if (!CONTINUATION.test(question) && REPLACEABLE.test(rest)) return rest.replace(REPLACEABLE, topic);
  return contentWords(rest).length === 0
    ? `${rest.replace(/\?+$/, "")} ${topic}?`
    : `${rest.replace(/\?+$/, "")} (${topic})?`;
}

function dependsOnHistory(question: string): boolean {
  if (CONTINUATION.test(question.trim())) return true;
  if (REFERRING.test(question.replace(/\bthat\s+(?=\w+s?\b.*\b(?:is|are|do|does)\b)/gi, "")))
    return contentWords(question).length <= 6;
  return contentWords(question).length <= 1 && words(question).length <= 4;
}

/** The last turn that names a topic of its own, reduced to its noun phrase: "What is BM25?" gives "BM25". */
function conversationTopic(questions: string[]): string | null {
  for (const question of [...questions].reverse()) {
    if (questions.length > 1 && dependsOnHistory(question)) continue;
    const topic = topicOf(question);
    if (topic) return topic;
  }
  return topicOf(questions.at(-1) ?? "");
}

const QUESTION_OPENING =
  /^(?:(?:please|can you|could you|tell me|explain|describe|define|show me|i want to know|what do you know)\s+(?:about\s+)?)?(?:(?:what|who|which|where|when|why|how)(?:'s|\s+(?:is|are|was|were|does|do|did|can|could|should|would|will|has|have|many|much|long|often))*\b)?\s*(?:(?:is|are|was|were|does|do|did|can|could|should|would|will)\b\s*)?(?:(?:i|you|we|one|the|an?)\s+)*/i;
const PREDICATE =
  /\s+(?:works?|work|mean(?:s|t)?|used?|helps?|differs?|happens?|scores?|handles?|chooses?|compares?|need(?:s|ed)?|matter(?:s)?|is|are|was|were|be|being|done|built|made|invented|released|better|so)\b.*$/i;

function topicOf(question: string): string | null {
  const phrase = question
    .trim()
    .replace(/[?.!\s]+$/, "")
    .replace(QUESTION_OPENING, "")
    .replace(PREDICATE, "")
    .trim();
  if (contentWords(phrase).length === 0) return null;
  return words(phrase).length <= 8 ? phrase : contentWords(phrase).slice(0, 6).join(" ");
}
