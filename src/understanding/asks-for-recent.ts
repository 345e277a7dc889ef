/** Words that ask for what holds now; "recency" and "newer" speak of it. */
const RECENT =
  /\b(?:latest|newest|most recent(?:ly)?|recent(?:ly)?|up[- ]to[- ]date|currently|nowadays|these days|right now|as of (?:now|today)|this (?:year|month|week))\b/i;
const AS_OF_YEAR =
  /\bas of (?:(?:early|mid|late|january|february|march|april|may|june|july|august|september|october|november|december)[ -])?(\d{4})\b/i;

/** Whether a question asks for what is new, by its words: "the latest release", "as of 2026" (said in 2026 or before). */
export function asksForRecent(question: string, now: Date = new Date()): boolean {
  const unquoted = question.replace(/"[^"]*"|“[^”]*”|`[^`]*`/g, " ");
  const year = AS_OF_YEAR.exec(unquoted)?.[1];
  return RECENT.test(unquoted) || (year !== undefined && Number(year) >= now.getUTCFullYear());
}
