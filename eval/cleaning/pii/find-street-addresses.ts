import type { Span } from "../../../src/text/span.js";

const KIND =
  "Street|Avenue|Road|Boulevard|Lane|Drive|Court|Place|Square|Terrace|Crescent|Close|Way|Parkway|Highway|Circle|Alley|Row|Gardens";
const SHORT_KIND = "St|Ave|Rd|Blvd|Ln|Dr|Ct|Pl|Sq|Pkwy|Hwy";
const NAME = String.raw`(?:[NSEW]\.? |North |South |East |West )?(?:\p{Lu}[\p{L}'’.-]{1,30} |\d{1,3}(?:st|nd|rd|th) ){1,3}`;

const ENGLISH = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,$€£#/-])(\d{1,5}[A-Za-z]?) ${NAME}(?:(${KIND})|(?:${SHORT_KIND})\b\.?)(?![\p{L}\p{N}'’-])(?: (?:NW|NE|SW|SE|N|S|E|W)\b)?`,
  "gu",
);
const UNIT = String.raw`(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Floor|Flat)\.? ?#?\w{1,5})`;
const PLACE = String.raw`(?:, \p{Lu}[\p{L}.'’ -]{1,30})`;
const CODE = String.raw`(?:,? (?:[A-Z]{2} )?\d{5}(?:-\d{4})?(?!\d)|,? [A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b)`;
// What follows a street in an address, and makes sure that it is one.
const REST = new RegExp(`^(?:${UNIT}${PLACE}{0,2}${CODE}?|${PLACE}{1,2}${CODE}|${PLACE}, [A-Z]{2}\\b|${CODE})`, "u");
const ADDRESS_BEFORE =
  /\b(?:lives?|living|lived|resid(?:es?|ing|ed|ence)|address(?: is)?|located|home|house|office|mail(?:ed)?|ship(?:ped)?|deliver(?:ed)?|send(?: it)?|sent|moved)(?:\s(?:is|at|to|in|it|here|them|me))*[\s:,]{1,2}$/i;

// Hauptstraße 12, 80331 München.
const GERMAN =
  /(?<![\p{L}\p{N}])(?:\p{Lu}\p{Ll}{2,25}(?:straße|strasse|weg|gasse|allee)|\p{Lu}\p{Ll}{2,25}(?:er|-) (?:Straße|Strasse|Weg|Allee)) \d{1,4} ?[a-z]?(?![\p{L}\p{N}])(?:, \d{5} \p{Lu}\p{Ll}+)?/gu;
const POST_BOX = /\bP\.? ?O\.? Box \d{1,6}\b/g;

/**
 * Texts that look like a postal address: house number and street, with a unit, town or code behind them or words
 * before them that announce an address. "21 Jump Street" alone may be a film, and stays.
 */
export function findStreetAddresses(text: string): Span[] {
  const spans: Span[] = [];
  for (const { index, 0: street } of text.matchAll(ENGLISH)) {
    const end = index + street.length;
    const rest = REST.exec(text.slice(end, end + 120))?.[0] ?? "";
    const announced = ADDRESS_BEFORE.test(text.slice(Math.max(0, index - 40), index));
    if (rest || announced) spans.push({ start: index, end: end + rest.length });
  }
  for (const pattern of [GERMAN, POST_BOX]) {
    for (const { index, 0: match } of text.matchAll(pattern)) spans.push({ start: index, end: index + match.length });
  }
  return spans;
}
