/** What PDF.js gives for a run of glyphs: `transform` is [a, b, c, d, x, y], with y from the foot of the page. */
export interface PdfTextItem {
  str: string;
  transform: number[];
  width: number;
  fontName: string;
}

/** A line of a page, in points from the left and from the foot. */
export interface PdfLine {
  /** From 1. */
  page: number;
  text: string;
  /** The text at its wide gaps: more than one where the line may be a table's row. */
  cells: string[];
  left: number;
  right: number;
  baseline: number;
  fontSize: number;
  isMonospaced: boolean;
}

/** Wider than a justified line's spaces; in parts of the font size, as all of these. */
const CELL_GAP = 2;
const SPACE_GAP = 0.15;
/** Superscripts stand at a third of the font size above the line. */
const LINE_SHIFT = 0.5;
/** Turned text is a stamp on the margin, unless most of the page is turned. */
const MAX_TURNED_SHARE = 0.2;

/**
 * The lines of a page in the order in which they were drawn: that is the reading order of word processors, LaTeX and
 * browsers, columns included, where sorting by position would read across the columns.
 */
export function pdfLines(items: PdfTextItem[], page: number, isMonospaced: (fontName: string) => boolean): PdfLine[] {
  const lines: PdfLine[] = [];
  let open: OpenLine | null = null;
  for (const item of uprightItems(items)) {
    const run = { text: item.str, left: item.transform[4]!, baseline: item.transform[5]!, size: sizeOf(item) };
    const isBlank = run.text.trim() === "";
    if (open && !isSameLine(open, run)) {
      lines.push(closeLine(open, page));
      open = null;
    }
    if (isBlank) {
      if (open) open.hasSpace = true;
      continue;
    }
    open ??= { ...run, right: run.left, cells: [""], hasSpace: false, sizes: new Map(), monospaced: 0 };
    const gap = run.left - open.right;
    if (open.cells[0] && gap > CELL_GAP * run.size) open.cells.push("");
    else if (open.hasSpace || gap > SPACE_GAP * run.size) open.cells[open.cells.length - 1] += " ";
    open.cells[open.cells.length - 1] += run.text;
    open.right = Math.max(open.right, run.left + item.width);
    open.hasSpace = false;
    open.sizes.set(run.size, (open.sizes.get(run.size) ?? 0) + run.text.length);
    if (isMonospaced(item.fontName)) open.monospaced += run.text.length;
  }
  if (open) lines.push(closeLine(open, page));
  return lines;
}

interface OpenLine {
  left: number;
  right: number;
  baseline: number;
  size: number;
  cells: string[];
  hasSpace: boolean;
  /** Number of characters by font size. */
  sizes: Map<number, number>;
  monospaced: number;
}

function isSameLine(line: OpenLine, run: { left: number; baseline: number; size: number }): boolean {
  const size = Math.max(line.size, run.size);
  return Math.abs(run.baseline - line.baseline) < LINE_SHIFT * size && run.left > line.right - size;
}

function closeLine({ left, right, baseline, cells, sizes, monospaced }: OpenLine, page: number): PdfLine {
  const [fontSize] = [...sizes].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  const length = [...sizes.values()].reduce((sum, count) => sum + count, 0);
  const trimmed = cells.map((cell) => cell.replace(/\s+/g, " ").trim()).filter(Boolean);
  const isMonospaced = monospaced > 0.9 * length;
  return { page, text: trimmed.join(" "), cells: trimmed, left, right, baseline, fontSize, isMonospaced };
}

function uprightItems(items: PdfTextItem[]): PdfTextItem[] {
  const isTurned = ({ transform }: PdfTextItem): boolean => Math.abs(transform[1]!) > Math.abs(transform[0]!);
  const length = (list: PdfTextItem[]): number => list.reduce((sum, { str }) => sum + str.length, 0);
  const turned = items.filter(isTurned);
  if (length(turned) > MAX_TURNED_SHARE * length(items)) return items;
  return turned.length > 0 ? items.filter((item) => !isTurned(item)) : items;
}

/** To half a point: one size is often written as several that differ by rounding. */
function sizeOf({ transform }: PdfTextItem): number {
  return Math.max(0.5, Math.round(2 * Math.hypot(transform[2]!, transform[3]!)) / 2);
}
