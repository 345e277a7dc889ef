import type { PdfLine } from "./pdf-lines.js";

const MARGIN_LINES = 2;
const MIN_REPEATS = 3;
/** Headers may alternate between left and right pages, and change with the chapter. */
const MIN_REPEATED_SHARE = 0.1;

/** The pages without running headers and footers: what stands at the head or foot of several pages, but for its digits. */
export function removeFurniture(pages: PdfLine[][]): PdfLine[][] {
  const margins = pages.map(marginLines);
  const counts = new Map<string, number>();
  for (const lines of margins) {
    for (const key of new Set(lines.map(furnitureKey))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const minCount = Math.max(MIN_REPEATS, Math.ceil(MIN_REPEATED_SHARE * pages.length));
  return pages.map((lines, i) => {
    const furniture = new Set(
      margins[i]!.filter(
        (line) => (counts.get(furnitureKey(line)) ?? 0) >= minCount || (isPageNumber(line) && pages.length > 1),
      ),
    );
    return lines.filter((line) => !furniture.has(line));
  });
}

/** The two highest and the two lowest lines, whatever their order on the page. */
function marginLines(lines: PdfLine[]): PdfLine[] {
  const byHeight = [...lines].sort((a, b) => b.baseline - a.baseline);
  return [...new Set([...byHeight.slice(0, MARGIN_LINES), ...byHeight.slice(-MARGIN_LINES)])];
}

function furnitureKey({ text, baseline }: PdfLine): string {
  return `${Math.round(baseline / 10)} ${text.toLowerCase().replace(/\d+/g, "#")}`;
}

/** `7`, `- 7 -`, `Page 7 of 12`, `vii`. */
function isPageNumber({ text }: PdfLine): boolean {
  return /^(?:page\s*)?[-–—|\s]*(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|\/)\s*\d{1,4})?[-–—|\s]*$/i.test(text);
}
