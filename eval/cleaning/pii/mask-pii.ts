import type { Span } from "../../../src/text/span.js";
import { changeTexts, type Row } from "../row.js";
import { filterRows, type Step } from "../step.js";
import { findEmails } from "./find-emails.js";
import { findIbans } from "./find-ibans.js";
import { findIpAddresses } from "./find-ip-addresses.js";
import { findPaymentCards } from "./find-payment-cards.js";
import { findPhoneNumbers } from "./find-phone-numbers.js";
import { findStreetAddresses } from "./find-street-addresses.js";

export type PiiType = "EMAIL" | "IBAN" | "CARD" | "IP" | "ADDRESS" | "PHONE";

/** Where two overlap, the earlier kind in this list holds: its form is the surer sign. */
const FINDERS: { type: PiiType; find: (text: string) => Span[] }[] = [
  { type: "EMAIL", find: findEmails },
  { type: "IBAN", find: findIbans },
  { type: "CARD", find: findPaymentCards },
  { type: "IP", find: findIpAddresses },
  { type: "ADDRESS", find: findStreetAddresses },
  { type: "PHONE", find: findPhoneNumbers },
];

export interface MaskedSpan extends Span {
  type: PiiType;
}

/** Personal data in a text, in order, without overlap. */
export function findPii(text: string): MaskedSpan[] {
  if (!/[\d@]/.test(text)) return [];
  const found: MaskedSpan[] = [];
  for (const { type, find } of FINDERS) {
    for (const span of find(text)) {
      if (!found.some((other) => other.start < span.end && span.start < other.end)) found.push({ type, ...span });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The text with personal data replaced by placeholders: `[EMAIL]`. What that lays open is replaced, too. */
export function maskPii(text: string, onMask: (type: PiiType) => void = () => {}): string {
  const spans = findPii(text);
  if (spans.length === 0) return text;
  let result = "";
  let from = 0;
  for (const { type, start, end } of spans) {
    onMask(type);
    result += `${text.slice(from, start)}[${type}]`;
    from = end;
  }
  return maskPii(result + text.slice(from), onMask);
}

/** Masks personal data in questions and answers, and names the rows for review, without what was masked. */
export const maskRows: Step = (context) =>
  filterRows(context, (row: Row) => {
    const types = new Set<PiiType>();
    changeTexts(row, (text) => maskPii(text, (type) => types.add(type)));
    for (const type of [...types].sort()) context.findings.change("pii", row, type);
    if (types.size > 0) context.findings.flag("pii", row, "masked", { detail: [...types].sort().join(" ") });
    return true;
  });
