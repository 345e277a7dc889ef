const SCRIPTS = [
  "Arabic",
  "Armenian",
  "Bengali",
  "Cyrillic",
  "Devanagari",
  "Georgian",
  "Greek",
  "Han",
  "Hangul",
  "Hebrew",
  "Hiragana",
  "Katakana",
  "Tamil",
  "Telugu",
  "Thai",
];
const PATTERNS = SCRIPTS.map((name) => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, "gu") }));
const MAX_EXAMINED_LENGTH = 100_000;
const MIN_LETTERS = 20;

/** So much is enough to be sure, and takes well under a millisecond. */
const MAX_DETECTED_LENGTH = 2_000;
/** Names and lists of words in Latin letters are taken for this or that language; whole sentences are not. */
const MIN_LATIN_LETTERS = 150;
/** How much better than English a language must fit, on the scale 0..1 of the detector. */
const MIN_LEAD = 0.1;

const languageNames = new Intl.DisplayNames("en", { type: "language" });

/**
 * The language (`German`) or script (`Cyrillic script`) of a text that models for English do not cover; null for English,
 * and where there is doubt.
 */
export async function foreignLanguage(text: string): Promise<string | null> {
  const script = foreignScript(text);
  if (script) return `${script} script`;
  const sample = text.slice(0, MAX_DETECTED_LENGTH);
  if (count(sample, /\p{L}/gu) < MIN_LATIN_LETTERS) return null;
  // A megabyte of trigrams: loaded when there is something to detect.
  const { eld } = await import("eld/extrasmall");
  const result = eld.detect(sample);
  const scores = result.getScores();
  const lead = (scores[result.language] ?? 0) - (scores["en"] ?? 0);
  if (!result.isReliable() || result.language === "en" || lead < MIN_LEAD) return null;
  return languageNames.of(result.language) ?? null;
}

/**
 * The script most used in a text of which more than half of the letters are not Latin (`Cyrillic`; `another` for one
 * without a name here); null otherwise, and for texts with too few letters to say. Ideographs count as letters.
 */
export function foreignScript(text: string): string | null {
  const sample = text.slice(0, MAX_EXAMINED_LENGTH);
  const letters = count(sample, /\p{L}/gu);
  if (letters < MIN_LETTERS || count(sample, /\p{Script=Latin}/gu) >= letters / 2) return null;
  let most = { name: "another", letters: 0 };
  for (const { name, pattern } of PATTERNS) {
    const found = count(sample, pattern);
    if (found > most.letters) most = { name, letters: found };
  }
  return most.name;
}

function count(text: string, pattern: RegExp): number {
  let matches = 0;
  for (const _match of text.matchAll(pattern)) matches++;
  return matches;
}
