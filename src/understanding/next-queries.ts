import { splitSentences } from "../text/sentences.js";
import { isStopWord, stem, terms, words } from "../text/tokens.js";

/** Best passages that are read for what to look up next. */
const READ_PASSAGES = 3;
/** Unmatched words of the question that go with a name. */
const MAX_WORDS = 6;

/** Names of one passage that are followed. */
const MAX_NAMES = 2;
const NAME = /\p{Lu}[\p{L}\p{N}'’-]*(?:\s+(?:(?:of|the|de|van|von|la|le|del)\s+)?\p{Lu}[\p{L}\p{N}'’-]*)*/gu;
const ARTICLE = /^(?:The|A|An|Are|Is|Was|Were|Did|Does|Which|What|Who|In|On|At)\s+/;
const ASKING = new Set(["whose", "whom", "who", "which", "what", "both"]);

/** A passage as far as it is read here. */
export interface ReadPassage {
  title: string;
  text: string;
}

/**
 * What to search for in a second round, by rule, from what the first one found, best passage first; empty when the best
 * passages hold every telling word of the question. First the names of the question that no passage holds, then names that
 * the passages have brought up, each with the question's unmatched words: a German musician whose godfather is asked for is
 * named in the passage on the manuscript, and "Carl Philipp Emanuel Bach godfather" finds him.
 */
export function nextQueries(question: string, found: readonly ReadPassage[], limit: number): string[] {
  const best = found.slice(0, READ_PASSAGES);
  const held = new Set(best.flatMap(({ title, text }) => terms(`${title} ${text}`)));
  const asked = terms(question);
  const unmatched = words(question).filter(
    (word) => asked.includes(stem(word)) && !held.has(stem(word)) && !ASKING.has(word),
  );
  if (best.length === 0 || unmatched.length === 0) return [];

  const missing = names(question).filter((name) => terms(name).some((term) => !held.has(term)));
  const rest = unmatched.slice(0, MAX_WORDS).join(" ");
  const bridges = best.flatMap((passage) => bridgingNames(passage, new Set(asked))).map((name) => `${name} ${rest}`);
  return [...new Set([...missing, ...bridges])].slice(0, limit);
}

/** Names in the sentence that has most of the question's words, and which the question has not. */
function bridgingNames({ text }: ReadPassage, asked: ReadonlySet<string>): string[] {
  const overlap = (sentence: string): number => new Set(terms(sentence).filter((term) => asked.has(term))).size;
  const [sentence = ""] = splitSentences(text)
    .map(({ start, end }) => text.slice(start, end))
    .sort((a, b) => overlap(b) - overlap(a));
  return names(sentence)
    .filter((name) => terms(name).some((term) => !asked.has(term)))
    .sort((a, b) => words(b).length - words(a).length)
    .slice(0, MAX_NAMES);
}

/** Runs of words with a capital, "of" and the like between them; not the one word that opens the sentence. */
function names(sentence: string): string[] {
  return Array.from(sentence.matchAll(NAME), ({ 0: name, index }) => ({ name: name.replace(ARTICLE, ""), index }))
    .filter(({ name, index }) => words(name).some((word) => !isStopWord(word)) && (index > 0 || words(name).length > 1))
    .map(({ name }) => name);
}
