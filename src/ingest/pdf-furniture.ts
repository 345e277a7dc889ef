import type { PdfLine } from "./pdf-lines.js";

const MARGIN_LINES = 2;
const MIN_REPEATS = 3;
/** Headers may alternate between left and right pages, and change with the chapter. */
const MIN_REPEATED_SHARE = 0.1;

/**
 * The pages without running headers and footers: what stands at the head or foot of several pages, but for its digits;
 * and lines there that begin or end with the page's number.
 */
export function removeFurniture(pages: PdfLine[][]): PdfLine[][] {
  const margins = pages.map(marginLines);
  const counts = new Map<string, number>();
  for (const lines of margins) {
    for (const key of new Set(lines.flatMap(furnitureKeys))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const minCount = Math.max(MIN_REPEATS, Math.ceil(MIN_REPEATED_SHARE * pages.length));
  const isFurniture = (line: PdfLine): boolean =>
    (isPageNumber(line) && pages.length > 1) || furnitureKeys(line).some((key) => (counts.get(key) ?? 0) >= minCount);
  return pages.map((lines, i) => {
    const furniture = new Set(margins[i]!.filter(isFurniture));
    return lines.filter((line) => !furniture.has(line));
  });
}

/** The two highest and the two lowest lines, whatever their order on the page. */
function marginLines(lines: PdfLine[]): PdfLine[] {
  const byHeight = [...lines].sort((a, b) => b.baseline - a.baseline);
  return [...new Set([...byHeight.slice(0, MARGIN_LINES), ...byHeight.slice(-MARGIN_LINES)])];
}

/**
 * What a line shares with those in its place on other pages: its text, or how far a number at one of its ends is from
 * the number of the page (`Chapter 2: Storage 31` on page 33), which is the same on every page.
 */
function furnitureKeys({ text, baseline, page }: PdfLine): string[] {
  const height = Math.round(baseline / 10);
  const keys = [`${height} ${text.toLowerCase().replace(/\d+/g, "#")}`];
  for (const [number] of [/^\d{1,4}(?=\s)/.exec(text) ?? [], /(?<=\s)\d{1,4}$/.exec(text) ?? []]) {
    if (number) keys.push(`${height} page ${Number(number) - page}`);
  }
  return keys;
}

/** `7`, `- 7 -`, `Page 7 of 12`, `vii`. */
function isPageNumber({ text }: PdfLine): boolean {
  return /^(?:page\s*)?[-–—|\s]*(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|\/)\s*\d{1,4})?[-–—|\s]*$/i.test(text);
}
