import { finish, type Steps } from "./steps.js";
import { contentWords, terms, words } from "./tokens.js";

const SENTENCE_START = /(?:^|[.!?:]\s+|[-*•]\s+|["“(]\s*)$/u;
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’](?=\p{L}))*/gu;
const CALENDAR =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?$/;
const UPPER = /\p{Lu}/u;
const MIXED = /\p{L}\p{N}|\p{N}\p{L}/u;
/** "5k", "16GB", "3rd": what numbers look like, and compared as numbers. */
const QUANTITY = /^\p{N}+\p{L}{1,2}$/u;

/**
 * Words that look like names: capitalised inside a sentence, or mixing letters and digits (BM25, HTML5), folded to lower
 * case. The first word of a sentence counts only when it is written like no ordinary word (iPhone, SQLite, NASA).
 */
export function findNames(text: string): string[] {
  return finish(namesInSteps(text));
}

const STEP = 500;

/** The same in steps, for long texts. */
export function* namesInSteps(text: string): Steps<string[]> {
  const names = new Set<string>();
  let read = 0;
  for (const match of text.matchAll(WORD)) {
    if (read++ % STEP === 0) yield;
    const word = match[0].replace(/['’]s$/, "");
    if (QUANTITY.test(word) || CALENDAR.test(word) || (!UPPER.test(word) && !MIXED.test(word))) continue;
    const opensSentence = SENTENCE_START.test(text.slice(Math.max(0, match.index - 4), match.index));
    const ordinary = /^\p{Lu}[\p{Ll}\p{M}'’]*$/u.test(word);
    if (word.length < 2 || (opensSentence && ordinary)) continue;
    for (const folded of words(word)) if (folded.length > 1) names.add(folded);
  }
  return [...names];
}

/** A text with what it is made of, computed when it is asked for. */
export interface NamedText {
  text: string;
  terms(): ReadonlySet<string>;
  names(): ReadonlySet<string>;
}

/**
 * The first word of a claim where the evidence has another name in its place: "Berlin" of "Berlin hosted the games" beside
 * "Paris hosted the games". Capitals say nothing at the start of a sentence, so that `findNames` must leave it out.
 */
export function swappedOpening(claim: string, evidence: NamedText): string | null {
  const [, opening, next] = /^(\p{Lu}[\p{L}\p{M}]+)\s+([\p{L}\p{M}]+)/u.exec(claim) ?? [];
  if (!opening || !next || contentWords(opening).length === 0) return null;
  // Looked for first: most claims open with no name, and the evidence need not be read word by word then.
  const before = new RegExp(String.raw`(\p{Lu}[\p{L}\p{M}]{1,60})\s+${next}(?![\p{L}\p{M}])`, "gu");
  const instead = Array.from(evidence.text.matchAll(before), ([, name]) => name!.toLowerCase());
  if (instead.length === 0 || evidence.terms().has(terms(opening)[0] ?? "")) return null;
  const names = evidence.names();
  return instead.some((name) => names.has(name)) ? opening.toLowerCase() : null;
}
