import type { Turn } from "../domain/query.js";
import { contentWords, stem, type Token, tokenize, words } from "../text/tokens.js";
import { withoutAsides } from "./asides.js";
import { bringsNewTopic, isContinuation, isFragment, isIncomplete, isStatement } from "./completeness.js";
import { isGeneric, nounPhrases } from "./noun-phrases.js";
import { findPronoun, PREVIOUS_ONE } from "./pronouns.js";
import { conversationTheme, conversationTopics, type Topic } from "./topics.js";

/** Turns that are read for what is talked about. */
const MAX_TURNS = 8;
/** What is longer says what it is about. */
const MAX_LENGTH = 500;
const CONTINUATION_WORDS = /^(?:and|but|or|so|then|also)\s+|^(?:what|how) about\s+/i;
const BARE_QUESTION_WORD = /^(?:(?:and|but|so)\s+)?(why|how|when|where)\s*[?.!]*$/i;
const AUXILIARY = /^(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have)\b/i;

export interface FollowUp {
  /** The question as it stands alone. */
  question: string;
  /** What else to search for, when the question names its own topic and may be about the former one as well. */
  withTopic: string | null;
}

/**
 * The question with what earlier turns supplied written out, by rule: pronouns are replaced by what is talked about,
 * what names nothing of its own gets it added, a short name is written as before, a bare "why?" gets the question before
 * it. Complete questions lose their asides ("by the way", "do you know") and are otherwise unchanged.
 */
export function resolveFollowUp(question: string, history: Turn[]): FollowUp {
  const earlier = history.filter(({ role }) => role === "user").map(({ content }) => content.trim());
  const last = earlier.at(-1);
  if (last === undefined || question.length > MAX_LENGTH) return { question, withTopic: null };
  const { text, statements } = withoutAsides(question);
  const bare = BARE_QUESTION_WORD.exec(text)?.[1];
  const clause = last.replace(/^(?:how|why|when|where)\s+/i, "");
  if (bare && AUXILIARY.test(clause)) {
    return { question: `${bare} ${clause[0]!.toLowerCase()}${clause.slice(1)}`, withTopic: null };
  }

  const turns = earlier.slice(-MAX_TURNS);
  const spoken = conversationTopics(turns, statements);
  const topics = spoken.length > 0 ? spoken : conversationTopics([lastReply(history)]);
  const [topic, previous] = topics;
  const named = withFullNames(text, turns);
  if (!topic || isStatement(text)) return { question: named, withTopic: null };
  if (bringsNewTopic(text)) return { question: named, withTopic: withAdded(named, topic.action ?? topic.phrase) };
  return { question: complete(named, topic, previous, conversationTheme(turns, topics)!), withTopic: null };
}

/** The first sentence of the last answer: what it is about, where no question has said so. */
function lastReply(history: Turn[]): string {
  const reply = history.filter(({ role }) => role === "assistant").at(-1)?.content ?? "";
  return /^[^.!?]{0,300}/.exec(reply)![0];
}

function complete(text: string, topic: Topic, previous: Topic | undefined, theme: Topic): string {
  if (previous && PREVIOUS_ONE.test(text)) {
    const compared = text.replace(PREVIOUS_ONE, () => previous.phrase);
    return replacePronoun(compared, topic) ?? compared;
  }
  const pronoun = findPronoun(text);
  if (!pronoun && !isIncomplete(text) && !isShortFor(text, topic.phrase)) return text;
  const written = isContinuation(text) ? null : replacePronoun(text, topic);
  if (written !== null) return written;
  const about = isFragment(text) ? theme : topic;
  const added = about.pair?.join(" and ") ?? about.action ?? about.phrase;
  return withAdded(text, added);
}

function withAdded(text: string, added: string): string {
  if (has(text, added)) return text;
  const rest = text.replace(CONTINUATION_WORDS, "").replace(/[?.!\s]+$/, "");
  return contentWords(rest).length === 0 ? `${rest} ${added}?` : `${rest} (${added})?`;
}

/** "How is marriage defined?" after the Defense of Marriage Act: all it names is one word of the topic's name. */
function isShortFor(text: string, name: string): boolean {
  const telling = nounPhrases(text).filter((phrase) => !isGeneric(phrase.text));
  const own = words(telling[0]?.text ?? "").map(stem);
  const all = words(name).map(stem);
  return telling.length === 1 && own.length === 1 && !telling[0]!.isName && all.length > 1 && all.includes(own[0]!);
}

function replacePronoun(text: string, topic: Topic): string | null {
  const pronoun = findPronoun(text);
  if (!pronoun?.isReplaceable || (topic.action !== null && pronoun.isNeuter)) return null;
  const phrase = pronoun.isPlural && topic.pair ? topic.pair.join(" and ") : topic.phrase;
  if (has(text, phrase)) return text;
  const before = text.slice(0, pronoun.start);
  const after = text.slice(pronoun.end);
  const owned = pronoun.isPossessive ? /^\s+\S+/.exec(after) && nounPhrases(after)[0] : null;
  if (owned && owned.start <= 20) {
    return `${before}the${after.slice(0, owned.end)} of ${phrase}${after.slice(owned.end)}`;
  }
  return `${before}${phrase}${pronoun.isPossessive ? "'s" : ""}${after}`;
}

const MAX_ADDED_WORDS = 3;

/** "Who funds the Clipper mission?" as "the Europa Clipper mission", where an earlier turn wrote the name out. */
function withFullNames(text: string, turns: readonly string[]): string {
  const known = turns.flatMap(nounPhrases).reverse();
  let result = text;
  for (const phrase of nounPhrases(text).reverse()) {
    const owner = phrase.text.split(/['’]s?\s/)[0]!;
    const isOneThing = !/\s/.test(owner) && /\bthe $/i.test(text.slice(0, phrase.start));
    const lead = known
      .filter(({ isName }) => isOneThing || (isName && phrase.isName))
      .map((name) => wordsBefore(owner, name.text, { namesOnly: phrase.isName }))
      .find((added) => added !== "");
    if (lead !== undefined && !has(result, lead + owner)) {
      result = result.slice(0, phrase.start) + lead + result.slice(phrase.start);
    }
  }
  return result;
}

/** What stands before the words of `short` in `name`: "Europa " for "Clipper mission" in "Europa Clipper mission". */
function wordsBefore(short: string, name: string, { namesOnly }: { namesOnly: boolean }): string {
  const own = tokenize(short);
  const tokens = tokenize(name);
  // "the Office" is not short for "office hours": names are compared with their capitals.
  const capital = (text: string, token?: Token): boolean => /\p{Lu}/u.test(text[token?.start ?? -1] ?? "");
  const isSame = (one: Token, other?: Token): boolean =>
    stem(one.word) === stem(other?.word ?? "") && (!namesOnly || capital(short, one) === capital(name, other));
  const at = tokens.findIndex((_, i) => own.every((token, k) => isSame(token, tokens[i + k])));
  if (at < 1 || at > MAX_ADDED_WORDS || (!namesOnly && at + own.length < tokens.length)) return "";
  const lead = name.slice(0, tokens[at]!.start).replace(/^.*['’]s\s+/, "");
  return namesOnly ? lead.replace(/^(?:\p{Ll}\S*\s+)+/u, "") : lead;
}

function has(text: string, phrase: string): boolean {
  return text.toLowerCase().includes(phrase.toLowerCase());
}
