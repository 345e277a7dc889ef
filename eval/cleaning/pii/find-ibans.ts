import type { Span } from "../../../src/text/span.js";

/** Length of an IBAN by country (SWIFT IBAN registry). */
const LENGTHS = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18
  FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21
  LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27
  ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const START = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?= ?[A-Z0-9]{4})/gu;

/** Bank account numbers whose length and check digits are right (ISO 13616, ISO 7064 modulo 97-10). */
export function findIbans(text: string): Span[] {
  const spans: Span[] = [];
  for (const { index, 0: start } of text.matchAll(START)) {
    const span = readIban(text, index, LENGTHS.get(start.slice(0, 2)));
    if (span) spans.push(span);
  }
  return spans;
}

/** As many letters and digits as the country asks for, single spaces between them allowed. */
function readIban(text: string, start: number, length: number | undefined): Span | null {
  if (length === undefined) return null;
  let number = "";
  let at = start;
  while (number.length < length) {
    const character = text[at] ?? "";
    if (/^[A-Z0-9]$/.test(character)) number += character;
    else if (character !== " " || text[at - 1] === " ") return null;
    at++;
  }
  if (/^[\p{L}\p{N}]/u.test(text.slice(at, at + 2))) return null;
  return hasRightCheckDigits(number) ? { start, end: at } : null;
}

export function hasRightCheckDigits(iban: string): boolean {
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    for (const digit of String(parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1;
}
