import { finish, type Steps } from "./steps.js";

/** A name or number that means one thing only as a whole. */
export interface Identifier {
  /** Lower-cased, in one spelling: `fst_err_too_large`, `fs.readfile`, `5.2` (for v5.2), `rfc9309` (for RFC 9309 and RFC-9309). */
  whole: string;
  /** Words it is made of, lower-cased, that are not set apart by punctuation: `read`, `file` of `readFile`. */
  parts: string[];
  /**
   * Whether only the same letters will do: error codes, names in code, flags, versions and numbered standards, not the
   * names and figures of prose (IL-6, COVID-19, 3.5), which passages spell in their own ways.
   */
  isExact: boolean;
}

// Runs joined by punctuation (fs.readFile, v5.2, snake_case, a::b, RFC-9309, 1,283), and single words with a hump (readFile).
// Only from the beginning of a word: from each letter, a word of 50,000 would take seconds.
const COMPOUND = /(?<!\w)(?:\w+(?:[.:,-]+\w+)+|\w*(?:_|[a-z0-9](?=[A-Z]))\w*)/g;
const FLAG = /(?<![\w-])--?[A-Za-z][\w-]*/g;
const NUMBERED = /\b([A-Z]{2,})[ \u00a0](\d[\w.]*\w|\d)/g;

/**
 * Identifiers of a text: error codes, option and function names, versions, dotted paths, flags, numbered standards. Prose
 * has next to none: hyphenated words and the ends of sentences are left alone.
 */
export function identifiers(text: string): Identifier[] {
  return finish(identifiersInSteps(text));
}

const STEP = 200;

/** The same in steps, for long texts. */
export function* identifiersInSteps(text: string): Steps<Identifier[]> {
  const found: Identifier[] = [];
  let read = 0;
  for (const [run] of text.matchAll(COMPOUND)) {
    if (read++ % STEP === 0) yield;
    for (const piece of isNumber(run) ? [run] : run.split(/,+|(?<!:):(?!:)/)) {
      const whole = wholeOf(piece);
      const parts = camelParts(piece);
      if (whole !== null || parts.length > 0) {
        found.push({ whole: whole ?? piece.toLowerCase(), parts, isExact: isExact(piece) });
      }
      for (const segment of snakeSegments(piece)) found.push({ whole: segment, parts: [], isExact: true });
    }
  }
  for (const [flag] of text.matchAll(FLAG)) {
    if (flag.startsWith("--") || flag.length === 2) found.push({ whole: flag.toLowerCase(), parts: [], isExact: true });
  }
  for (const [, name, number] of text.matchAll(NUMBERED)) {
    found.push({ whole: `${name}${number}`.toLowerCase(), parts: [], isExact: isLongNumber(number!) });
  }
  return found;
}

/** Digits with thousands separators: one number, not a list. */
function isNumber(run: string): boolean {
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(run);
}

/** The one spelling of an identifier with punctuation; null for prose. */
function wholeOf(piece: string): string | null {
  const lower = piece.toLowerCase();
  if (isNumber(lower)) return lower.replaceAll(",", "");
  if (/^v?\d+(?:\.\d+)+(?:[.-]?\w+)*$/.test(lower)) return lower.replace(/^v/, "");
  // Not e.g. and U.S.
  if (/[a-z0-9](?:_|\.|::)+[a-z0-9]/.test(lower)) return /^[a-z](?:\.[a-z])+$/.test(lower) ? null : lower;
  // RFC-9309, gpt-4o, 2024-05-01; but not state-of-the-art.
  if (lower.includes("-") && /\d/.test(lower)) return /[a-z]/.test(lower) ? lower.replaceAll("-", "") : lower;
  return null;
}

function isExact(piece: string): boolean {
  const isNumbered = /^[A-Z]{2,}-(\d+)$/.exec(piece);
  return (
    /[A-Za-z0-9]_+[A-Za-z0-9]|::|[A-Za-z]\.[A-Za-z]{2}|[a-z]{2}[A-Z][a-z]/.test(piece) ||
    /^v\d+(?:\.\d+)+|^\d+(?:\.\d+){2,}/i.test(piece) ||
    isLongNumber(isNumbered?.[1] ?? "")
  );
}

/** RFC 9309 is one thing, and IL 17 may be written otherwise. */
function isLongNumber(number: string): boolean {
  return /^\d{3,}/.test(number);
}

/** `node_env` of `process.env.NODE_ENV`: people ask for the last part alone. */
function snakeSegments(piece: string): string[] {
  const segments = piece.toLowerCase().split(/\.|::/);
  return segments.length > 1 ? segments.filter((segment) => /[a-z0-9]_+[a-z0-9]/.test(segment)) : [];
}

function camelParts(piece: string): string[] {
  return piece.split(/[^A-Za-z0-9]+/).flatMap((word) => {
    const parts = word.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/);
    return parts.length > 1 ? parts.map((part) => part.toLowerCase()) : [];
  });
}
