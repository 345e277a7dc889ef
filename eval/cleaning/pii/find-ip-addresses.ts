import { isIPv4, isIPv6 } from "node:net";
import type { Span } from "../../../src/text/span.js";

const IPV4 = /(?<![\p{L}\p{N}_.-])\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}_-]|\.\d)/gu;
const IPV6 = /(?<![\p{L}\p{N}_:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\p{L}\p{N}_:])/giu;
// Four numbers with points are as often a version or a section.
const NO_ADDRESS_BEFORE =
  /(?:\b(?:v|ver|version|versions|release|build|firmware|driver|section|sections|sec|chapter|clause|figure|table|oid|ec|rev|revision|kernel|update|step)\.?|§)\s{0,2}$/i;
const ADDRESS_BEFORE = /(?<!\[)\b(?:ip|ipv4|address|host|server|ping|gateway|dns|from|client)\b[^.\n]{0,12}$/i;
// This machine, no machine, all machines: nobody's address.
const NOBODY = /^(?:127\.|0\.|255\.|22[4-9]\.|23\d\.)/;

/** IP addresses, but for those that stand for no particular machine. */
export function findIpAddresses(text: string): Span[] {
  const spans: Span[] = [];
  for (const { index, 0: match } of text.matchAll(IPV4)) {
    const before = text.slice(Math.max(0, index - 24), index);
    if (!isIPv4(match) || NOBODY.test(match) || NO_ADDRESS_BEFORE.test(before)) continue;
    // 1.2.3.4 is an address only where the text says so.
    if (!/\d\d/.test(match) && !ADDRESS_BEFORE.test(before)) continue;
    spans.push({ start: index, end: index + match.length });
  }
  for (const { index, 0: match } of text.matchAll(IPV6)) {
    const groups = match.split(":").filter(Boolean);
    if (groups.length >= 3 && /\d/.test(match) && isIPv6(match))
      spans.push({ start: index, end: index + match.length });
  }
  return spans;
}
