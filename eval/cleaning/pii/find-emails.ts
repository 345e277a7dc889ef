import type { Span } from "../../../src/text/span.js";

// The lookbehind starts a match only where a run of address characters starts, so that long runs are read once.
const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}_][\p{L}\p{N}._%+-]{0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}@-])/gu;
// `git@github.com:owner/name` is a repository, not a person.
const REPOSITORY = /^:[\w~.-]*\//;

/** E-mail addresses. */
export function findEmails(text: string): Span[] {
  if (!text.includes("@")) return [];
  return Array.from(text.matchAll(EMAIL), ({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
  })).filter(({ end }) => !REPOSITORY.test(text.slice(end, end + 80)));
}
