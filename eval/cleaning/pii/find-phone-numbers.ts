import { inlineCode, splitBlocks } from "../../../src/text/sentences.js";
import type { Span } from "../../../src/text/span.js";

// Not within a longer number, a name, a path, a decimal, a sum of money, or a row of numbers.
const BEFORE = String.raw`(?<![\p{L}\p{N}_/.,=+#$€£-]|\d[ .-]|\d ?[–*×])`;
const AFTER = String.raw`(?![\p{L}\p{N}_/%=]|[-.,:–]\d| \d)`;
const SEPARATOR = String.raw`[ .-]`;

const FORMS = [
  // +44 20 7946 0958, 0049 (30) 901820: international, 8 to 15 digits.
  String.raw`(?:\+[1-9]\d{0,2}|\(\+[1-9]\d{0,2}\)|00[1-9]\d(?= ))(?:${SEPARATOR}?\(0?\d{1,4}\))?(?:${SEPARATOR}?\d{1,5}){2,6}`,
  // (212) 555-0199, 212-555-0199, 1-800-555-0199: North American.
  String.raw`(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d([-.])|[2-9]\d\d )\d{3}(?:-|\1)\d{4}`,
  String.raw`(?:1 )?[2-9]\d\d [2-9]\d\d \d{4}`,
  // 01 23 45 67 89: French.
  String.raw`0[1-9](?:([ .-])\d\d)(?:\2\d\d){3}`,
  // 020 7946 0958, (030) 901-820, 07700 900123: national with a leading zero.
  String.raw`(?:(?:\(0\d{2,4}\) ?|0\d{2,4}[ -])\d{3,4}[ -]\d{3,4}|0\d{4} \d{6})`,
];
const NUMBER = new RegExp(`${BEFORE}(?:${FORMS.join("|")})${AFTER}`, "gu");
const MIN_DIGITS = 8;
const MAX_DIGITS = 15;

// A number that the text calls one, in any grouping: "call me at 555-0199", "Tel.: 2125550199".
const CALLED_NUMBER = new RegExp(
  String.raw`\b(?:tel|telephone|(?:cell |mobile )?phone|mobile|cell(?=:| number)|fax|whatsapp|call|text|dial|sms)\b\.?(?: ?(?:me|us|him|her|them|number|no\.?|is|at|on|to|:|#|=)){0,4}[ :]{1,2}(\(?\d[\d() .-]{5,18}\d)${AFTER}`,
  "giu",
);
const MIN_CALLED_DIGITS = 7;

const NO_PHONE_BEFORE =
  /(?:isbn|issn|doi|pmid|pmc|arxiv|oclc|asin|orcid|patent|invoice|order|serial|version|ticket|case)(?:[\s:#.-]|no|number|10|13){0,12}$/i;
const DATE = /^(?:\d{4}[-. ]\d{1,2}[-. ]\d{1,2}|\d{1,2}[-. ]\d{1,2}[-. ]\d{4})(?!\d)/;
const URL = /\b(?:https?|ftp):\/\/\S+|\bwww\.\S+/gi;
const CODE_LINE =
  /[;{}]\s*$|^\s*(?:const|let|var|def|return|import|from|#include|print|echo|SELECT|INSERT)\b|\w\s*(?:[:+*-]?=|==|=>)\s*[\w"'[({+-]/;

/** Telephone numbers in prose. Code, URLs, dates and book numbers are left alone. */
export function findPhoneNumbers(text: string): Span[] {
  const found: Span[] = [];
  for (const { index, 0: match } of text.matchAll(NUMBER)) {
    if (isPlausible(match, MIN_DIGITS)) found.push({ start: index, end: index + match.length });
  }
  for (const match of text.matchAll(CALLED_NUMBER)) {
    const number = match[1]!;
    const end = match.index + match[0].length;
    if (isPlausible(number, MIN_CALLED_DIGITS)) found.push({ start: end - number.length, end });
  }
  if (found.length === 0) return [];
  const excluded = spansOfCodeAndUrls(text);
  return found.filter(
    ({ start, end }) =>
      !excluded.some((span) => span.start < end && start < span.end) &&
      !NO_PHONE_BEFORE.test(text.slice(Math.max(0, start - 24), start)),
  );
}

function isPlausible(number: string, minDigits: number): boolean {
  const digits = number.replace(/\D/g, "").length;
  return digits >= minDigits && digits <= MAX_DIGITS && !DATE.test(number) && !/[ .()-]{3}/.test(number);
}

function spansOfCodeAndUrls(text: string): Span[] {
  const urls = Array.from(text.matchAll(URL), ({ index, 0: url }) => ({ start: index, end: index + url.length }));
  const blocks = splitBlocks(text).filter(
    ({ kind, start, end }) => kind === "code" || CODE_LINE.test(text.slice(start, Math.min(end, start + 300))),
  );
  return [...urls, ...inlineCode(text), ...blocks];
}
