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
