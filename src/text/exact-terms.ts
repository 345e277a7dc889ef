import { identifiers } from "./identifiers.js";
import { words } from "./tokens.js";

/** What a text asks for to the letter, and what a passage has of it. */
export interface ExactTerms {
  /** Spelled as `identifiers` spells them. */
  identifiers: string[];
  /** Quoted phrases, as lower-cased words with one space between them. */
  phrases: string[];
}

const QUOTED = /["“„«»]([^"“”„«»]{3,200})["“”«»]/g;

/** Identifiers of a question for which only the same letters will do, and what it has in double quotes. */
export function exactTerms(question: string): ExactTerms {
  const phrases = Array.from(question.matchAll(QUOTED), ([, phrase]) => words(phrase!).join(" "));
  const wholes = identifiers(question).flatMap(({ whole, isExact }) => (isExact ? [whole] : []));
  return { identifiers: [...new Set(wholes)], phrases: [...new Set(phrases)].filter(Boolean) };
}

/** Share of the exact terms that stand in the text, 0..1; null for a question without any. */
export function exactShare({ identifiers: asked, phrases }: ExactTerms, text: string): number | null {
  const total = asked.length + phrases.length;
  if (total === 0) return null;
  const held = new Set(asked.length > 0 ? identifiers(text).map(({ whole }) => whole) : []);
  const plain = ` ${words(text).join(" ")} `;
  const isHeld = (whole: string): boolean => held.has(whole) || plain.includes(` ${whole} `);
  const found = asked.filter(isHeld).length + phrases.filter((phrase) => plain.includes(` ${phrase} `)).length;
  return found / total;
}
