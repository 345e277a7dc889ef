import type { Span } from "../../../src/text/span.js";

// 13 to 19 digits, alone or in the groups that are printed on cards. Not part of a longer number, name or path, nor of a
// table of numbers; an expiry date or check number may follow.
const CARD =
  /(?<![\p{L}\p{N}_/.,=-]|\d{4} )(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5}|\d{13,19})(?![\p{L}\p{N}_/=-]|[.,]\d| \d{4}(?!\d))/gu;

/** First digits and lengths of the large issuers (ISO/IEC 7812): Visa, Mastercard, Amex, Discover, JCB, Diners, UnionPay. */
const ISSUERS: { first: RegExp; lengths: number[] }[] = [
  { first: /^4/, lengths: [13, 16, 19] },
  { first: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { first: /^3[47]/, lengths: [15] },
  { first: /^(?:6011|64[4-9]|65)/, lengths: [16, 19] },
  { first: /^35(?:2[89]|[3-8])/, lengths: [16, 19] },
  { first: /^3(?:0[0-5]|[689])/, lengths: [14] },
  { first: /^62/, lengths: [16, 17, 18, 19] },
];

/** Payment card numbers: digits of a known issuer, of the right length, with the right check digit. */
export function findPaymentCards(text: string): Span[] {
  const spans: Span[] = [];
  for (const { index, 0: match } of text.matchAll(CARD)) {
    const digits = match.replace(/\D/g, "");
    const known = ISSUERS.some(({ first, lengths }) => first.test(digits) && lengths.includes(digits.length));
    if (known && hasLuhnCheckDigit(digits)) spans.push({ start: index, end: index + match.length });
  }
  return spans;
}

/** Luhn's check (ISO/IEC 7812-1, annex B): every second digit from the right doubled, the sum divisible by ten. */
export function hasLuhnCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighted = i % 2 === 0 ? digit : 2 * digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
