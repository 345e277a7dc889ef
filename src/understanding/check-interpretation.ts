import type { Interpretation, InterpretationRequest } from "../domain/query.js";
import { exactTerms } from "../text/exact-terms.js";
import { isStopWord, stem, tokenize, words } from "../text/tokens.js";
import { asksForRecent } from "./asks-for-recent.js";
import { MAX_TURN_LENGTH, MAX_TURNS_READ } from "./read-limits.js";

const MAX_QUERY_LENGTH = 300;
/** Words a stand-alone question may have beyond those of the question as asked. */
const MAX_ADDED_WORDS = 20;

/**
 * What can be used of a model's interpretation; null when its stand-alone question cannot. A rewriting may not lose a name,
 * number or quotation of the question, nor bring in one that nobody has said, nor grow into an answer. Sub-queries and filters
 * that say something new are left out one by one, and what is new is asked for only where somebody has asked for it.
 */
export function checkInterpretation(
  given: Interpretation,
  { question, history, maxSubQueries }: InterpretationRequest,
): Interpretation | null {
  const standaloneQuestion = plain(given.standaloneQuestion);
  const earlier = history.slice(-MAX_TURNS_READ).map(({ content }) => content.slice(0, MAX_TURN_LENGTH));
  const said = [question, ...earlier].join("\n");
  const known = stems(said);
  const asked = [question, ...history.filter(({ role }) => role === "user").map(({ content }) => content)].join("\n");
  const isGrounded = (text: string): boolean =>
    text.length <= MAX_QUERY_LENGTH && words(text).length > 0 && telling(text).every((word) => known.has(stem(word)));

  const kept = stems(standaloneQuestion);
  const phrases = exactTerms(question).phrases;
  const spoken = ` ${words(standaloneQuestion).join(" ")} `;
  const isFaithful =
    telling(question).every((word) => kept.has(stem(word))) &&
    phrases.every((phrase) => spoken.includes(` ${phrase} `));
  const isShort = words(standaloneQuestion).length <= words(question).length + MAX_ADDED_WORDS;
  if (!isFaithful || !isShort || !isGrounded(standaloneQuestion)) return null;

  const { site, publishedAfter, publishedBefore } = given.filters;
  const isSaid = (value: string | undefined): value is string =>
    value !== undefined && said.toLowerCase().includes(value.toLowerCase());
  const isYearSaid = (date: string | undefined): date is string => isSaid(date?.slice(0, 4));
  return {
    standaloneQuestion,
    intent: given.intent,
    subQueries: given.subQueries.map(plain).filter(isGrounded).slice(0, maxSubQueries),
    filters: {
      ...(isSaid(site) && { site }),
      ...(isYearSaid(publishedAfter) && { publishedAfter }),
      ...(isYearSaid(publishedBefore) && { publishedBefore }),
    },
    // Small models say so of everything.
    needsRecent: given.needsRecent && asksForRecent(asked),
  };
}

/** Names and numbers, as far as capitals tell: words with a digit, or with a capital that opens no sentence. */
function telling(text: string): string[] {
  return tokenize(text)
    .filter(({ word, start, end }) => {
      const raw = text.slice(start, end);
      if (/\d/.test(raw) || /^\p{Lu}[\p{Lu}\d]/u.test(raw)) return true;
      const opens = /(?:^|[.?!:]\s*)["'“(]*$/.test(text.slice(Math.max(0, start - 4), start));
      return /^\p{Lu}/u.test(raw) && !opens && !isStopWord(word);
    })
    .map(({ word }) => word);
}

function stems(text: string): Set<string> {
  return new Set(words(text).map(stem));
}

function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
}
