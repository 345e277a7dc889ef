import { contentWords, words } from "../text/tokens.js";

/**
 * The question that a heading asks, or that its section answers; null for one that no question can be made of by rule:
 * "How to choose k1" gives "How do you choose k1?", "Why clicks mislead" gives "Why do clicks mislead?", "Semantic caches"
 * gives "What are semantic caches?". A noun phrase must be a term of its section: `text` has to use it.
 */
export function questionOfHeading(heading: string, text: string): string | null {
  const plain = plainHeading(heading);
  if (!plain || !isUsable(plain)) return null;
  const asked = asQuestion(plain) ?? (isTermOf(plain, text) ? whatIs(plain) : null);
  return asked && `${asked[0]!.toUpperCase()}${asked.slice(1)}?`;
}

/** Without numbering and what follows a colon: "3.1 BM25: lexical scoring" is about BM25. */
function plainHeading(heading: string): string {
  const [name = "", rest = ""] = heading
    .replace(/^(?:\d+(?:\.\d+)*[.)]?|[-*#]+)\s+/, "")
    .split(/:\s+/, 2)
    .map((part) => part.replace(/\s+/g, " ").trim());
  return (
    /^(?:week|part|step|chapter|section|figure|table|note|example|appendix)\b/i.test(name) && rest ? rest : name
  ).replace(/[?.!\s]+$/, "");
}

const MAX_LENGTH = 90;
/** Names of sections that say where they stand, not what they are about. */
const GENERIC =
  /^(?:sources?|references?|see also|further reading|summary|introduction|overview|conclusions?|contents?|examples?|notes?|changelog|faq|glossary|appendix|acknowledge?ments?|license|index|other|miscellaneous|background|discussion|results|methods?|usage|options|parameters|arguments|syntax|description|requirements|common mistakes|details|next steps|related( work)?|abstract|availability|installation|getting started|quick ?start)$/i;
/** Leans on what stands around it: read alone, nobody knows what is meant. */
const LEANING =
  /\b(?:it|its|they|them|their|this|that|these|those|he|she|his|her|here|above|below|following|previous|same|both|such|afterwards|alone|something|anything|which one)\b/i;
/** Addresses, code and mark-up are no words for a question, and orders are no business of a heading's. */
const UNFIT = /https?:|www\.|[<>{}[\]|\\^`=$"“”]|\b(?:ignore|disregard|instructions?|system prompt)\b/i;

function isUsable(heading: string): boolean {
  return (
    heading.length <= MAX_LENGTH &&
    !GENERIC.test(heading) &&
    !LEANING.test(heading) &&
    !UNFIT.test(heading) &&
    !/[^\P{L}\p{Script=Latin}]/u.test(heading) &&
    contentWords(heading).length > 0
  );
}

const AUXILIARY = "is|are|was|were|can|cannot|could|should|must|will|would|does|do|did|has|have|may|might";
const DEGREE =
  "large|small|big|good|bad|common|far|often|long|fast|slow|old|deep|wide|fine|well|accurate|reliable|safe";
const ASKED = new RegExp(
  String.raw`^(?:(?:how|what|why|when|where|who|which [\w-]+|how (?:many|much) [\w-]+|how (?:${DEGREE}))(?: (?:AUX))|(?:AUX))\b`.replaceAll(
    "AUX",
    AUXILIARY,
  ),
  "i",
);
const TO_DO =
  /^(how|when|where|what|(?:which|how many|how much)(?: (?!is\b|are\b|belongs?\b)[\w-]+){1,2}) to (?!which\b)(.+)$/i;
const INVERTED = new RegExp(
  String.raw`^(how|why|when|where|what)( (?:${DEGREE}))? (.+?) (${AUXILIARY})(?: (.+))?$`,
  "i",
);
const CLAUSE = /^(how|why|when|where|what) (.+)$/i;
/** What the verb after "what" has no other subject than: "what belongs on a source card". */
const SUBJECT_VERB =
  /^(?:what|who) (?:belongs|makes|causes|happens|counts|helps|matters|changes|goes|comes|breaks|costs|drives|limits|decides)\b/i;
const OR = /^(?!.*\b(?:and|of|by|or not)\b)([\w-]+(?: [\w-]+){0,2}) (?:or|vs\.?|versus) ([\w-]+(?: [\w-]+){0,2})$/i;
const KINDS = /^(kinds|types|sorts|forms|causes|limits|benefits|advantages|drawbacks) of (.+)$/i;

/** A heading that has a question in it, as that question; null for others. */
function asQuestion(heading: string): string | null {
  if (ASKED.test(heading) || SUBJECT_VERB.test(heading)) return specific(heading);
  const toDo = TO_DO.exec(heading);
  if (toDo) return specific(`${toDo[1]} ${/^how$/i.test(toDo[1]!) ? "do" : "should"} you ${toDo[2]}`);
  const inverted = INVERTED.exec(heading);
  if (inverted) return specific(invert(inverted));
  const clause = CLAUSE.exec(heading);
  if (clause) return specific(withDo(clause[1]!, clause[2]!.split(" ")));
  const kinds = KINDS.exec(heading);
  if (kinds) return `what ${kinds[1]!.toLowerCase()} of ${kinds[2]} are there`;
  return OR.test(heading) ? heading : null;
}

/** "How nDCG is computed", "how large the test must be", "what metrics cannot see": the verb goes before its subject. */
function invert([, word, degree = "", subject = "", auxiliary = "", rest = ""]: RegExpExecArray): string | null {
  if (NO_SUBJECT.test(subject) || (/^d/i.test(auxiliary) && !/^not /i.test(rest))) return null;
  const [verb, negation] = auxiliary.toLowerCase() === "cannot" ? ["can", " not"] : [auxiliary, ""];
  return `${word}${degree} ${verb} ${subject}${negation}${rest && ` ${rest}`}`;
}

const NO_SUBJECT = /^(?:else|kinds|types|many|much|to)\b|\bthere$/i;

/**
 * A clause with its verb after the subject, as a question: "citations go wrong" after "how", or "a regression gate checks"
 * after "what". Without a parser the verb is told by its place: after a plural it has no "-s", after one thing it has.
 */
function withDo(word: string, clause: string[]): string | null {
  for (const isPlural of [true, false]) {
    for (let i = 1; i <= Math.min(3, clause.length - 1); i++) {
      const subject = clause.slice(0, i).join(" ");
      const verb = clause[i]!;
      const rest = clause.slice(i + 1);
      if (!/^[a-z]{3,}$/.test(verb) || NOT_VERBS.test(verb) || NO_SUBJECT.test(subject) || rest[0] === "and") continue;
      const isShort = i < 3 || /^the /i.test(subject);
      if (isPlural && isShort && isPluralNoun(subject) && !/s$/.test(verb) && !(/^what$/i.test(word) && i === 1)) {
        return [word, "do", subject, verb, ...rest].join(" ");
      }
      const isClear = isOneThing(subject) && /[^s]s$/.test(verb) && !/[^s]s$/.test(rest.length === 1 ? rest[0]! : "");
      if (!isPlural && isClear) return [word, "does", subject, withoutEnding(verb), ...rest].join(" ");
    }
  }
  return null;
}

const NOT_VERBS = /^(?:and|or|of|in|on|at|to|for|from|with|by|per|not|the|into|than|as|if|this|less|more|most|else)$/i;

/** With an article, a name, or an ending of abstract nouns; "stream" before "answers" may as well be an order. */
function isOneThing(phrase: string): boolean {
  const last = phrase.split(" ").at(-1)!;
  return (
    !isPluralNoun(phrase) &&
    (/^(?:an?|the) /i.test(phrase) ||
      /\d|^.$|\p{Lu}.*\p{Lu}|(?:[tsx]ion|ity|ness|ing|ment|ance|ence|ship|ism)$/u.test(last))
  );
}

function withoutEnding(verb: string): string {
  return verb
    .replace(/(?<=ss|sh|ch|x|z|o)es$/, "")
    .replace(/ies$/, "y")
    .replace(/s$/, "");
}

function isPluralNoun(phrase: string): boolean {
  return (
    /s$/i.test(phrase) &&
    !/(?:[sui]s|bias|alias|canvas|atlas|news|series|physics|mathematics|\p{Lu}S)$/u.test(phrase) &&
    !/^an? /i.test(phrase)
  );
}

/** A question of which one word says anything, or two and a "the" ("What can the metrics not see?"), needs its document around it. */
function specific(question: string | null): string | null {
  const least = question && /\bthe\b/i.test(question) ? 3 : 2;
  return question !== null && contentWords(question).length >= least ? question : null;
}

const MAX_TERM_WORDS = 3;

/** Whether a heading is a term that its section uses, so no sentence: "Leakage inflates scores" is never said again. */
function isTermOf(heading: string, text: string): boolean {
  const all = words(heading);
  if (all.length > MAX_TERM_WORDS || NO_TERM.test(heading)) return false;
  const singular = (word: string): string => word.replace(/s$/, "");
  return ` ${words(text).map(singular).join(" ")} `.includes(` ${all.map(singular).join(" ")} `);
}

const NO_TERM =
  /^(?:the|an?|how|what|why|when|where|who|which|one|no|not|never|from|in|on|at|using|to)\b|\b(?:and|or|for|is|are|not|does|do|when|you|your|each|every|first|then)\b|\d{4}|ing\b(?=\s)/i;

/** "What is BM25?", "What are semantic caches?": names keep their capitals, other words lose the heading's. */
function whatIs(term: string): string {
  const name = /^\p{Lu}\p{Ll}+(?:[ -]|$)/u.test(term) ? `${term[0]!.toLowerCase()}${term.slice(1)}` : term;
  return `what ${isPluralNoun(name) ? "are" : "is"} ${name}`;
}
