import type { Intent, Question, SearchPlan, Turn } from "../domain/query.js";
import { removeCitationMarks } from "../text/citation-marks.js";
import { asksForRecent } from "./asks-for-recent.js";
import { readFilters } from "./filters.js";
import { resolveFollowUp } from "./follow-up.js";
import { MAX_TURN_LENGTH, MAX_TURNS_READ } from "./read-limits.js";
import { comparedThings, detectAnswerType, detectIntent, questionParts, withoutPoliteness } from "./intent.js";

export interface UnderstandingSettings {
  /** Searches for one question, the stand-alone question included: 1..5. */
  maxSubQueries: number;
}

/** The understanding stage, by rule: intent, follow-ups, filters, and the sub-queries of comparisons and multi-part questions. */
export function createUnderstand({ maxSubQueries }: UnderstandingSettings, now: () => Date = () => new Date()) {
  return async function understand({ text: question, history, filters: given }: Question): Promise<SearchPlan> {
    const { text, filters } = readFilters(calm(clean(question)));
    const asked = withoutPoliteness(text);
    // "Thanks" after a turn is still thanks: only what can be searched for is read as a follow-up.
    const { question: standaloneQuestion, withTopic } = isSearchable(detectIntent(asked))
      ? resolveFollowUp(asked, cleaned(history))
      : { question: asked, withTopic: null };
    const intent = detectIntent(standaloneQuestion);
    return {
      question,
      standaloneQuestion,
      intent,
      answerType: detectAnswerType(standaloneQuestion),
      subQueries: isSearchable(intent) ? subQueries(standaloneQuestion, withTopic).slice(0, maxSubQueries) : [],
      filters: { ...filters, ...given },
      ...(asksForRecent(standaloneQuestion, now()) && { needsRecent: true as const }),
      ...(history.length > 0 && { history }),
    };
  };
}

function isSearchable(intent: Intent): boolean {
  return intent !== "empty" && intent !== "small-talk" && intent !== "nonsense";
}

function subQueries(question: string, withTopic: string | null): string[] {
  const [first = question, ...rest] = questionParts(question);
  const more = withTopic === null ? [] : [withTopic];
  if (rest.length === 0) return unique([question, ...more, ...(comparedThings(question) ?? [])]);
  // "How is it measured and why does it matter?": later parts lean on the first as a follow-up leans on a turn.
  const history: Turn[] = [{ role: "user", content: first }];
  return unique([question, first, ...rest.map((part) => resolveFollowUp(part, history).question)]);
}

function unique(queries: string[]): string[] {
  return [...new Set(queries)];
}

function cleaned(history: Turn[]): Turn[] {
  return history.slice(-MAX_TURNS_READ).map(({ role, content }) => {
    const text = content.slice(0, MAX_TURN_LENGTH);
    // Nobody speaks of the number of a citation mark; in a question "[1]" may be code.
    return { role, content: clean(role === "assistant" ? removeCitationMarks(text) : text) };
  });
}

/** A question in capitals alone is one in small letters: its words are no names. One or two may be acronyms. */
function calm(text: string): string {
  const isShouted = !/\p{Ll}/u.test(text) && /\p{Lu}/u.test(text) && text.split(" ").length > 2;
  return isShouted ? text.toLowerCase() : text;
}

/** Control characters become spaces, runs of white space one space. */
function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
}
