import { PDFDocument, StandardFonts } from "pdf-lib";

/** A line of text at a place in points from the left and from the head of the page. */
export interface PlacedText {
  text: string;
  left?: number;
  top: number;
  size?: number;
  font?: "Helvetica" | "Courier";
}

export interface SmallPdfOptions {
  title?: string;
  keywords?: string[];
  created?: string;
}

const HEIGHT = 800;

/** A real PDF, a list of texts a page. */
export async function smallPdf(pages: PlacedText[][], options: SmallPdfOptions = {}): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const fonts = {
    Helvetica: await pdf.embedFont(StandardFonts.Helvetica),
    Courier: await pdf.embedFont(StandardFonts.Courier),
  };
  if (options.title) pdf.setTitle(options.title);
  if (options.keywords) pdf.setKeywords([options.keywords.join(", ")]);
  if (options.created) pdf.setCreationDate(new Date(options.created));
  for (const texts of pages) {
    const page = pdf.addPage([600, HEIGHT]);
    for (const { text, left = 50, top, size = 10, font = "Helvetica" } of texts) {
      page.drawText(text, { x: left, y: HEIGHT - top, size, font: fonts[font] });
    }
  }
  return pdf.save();
}

/** Lines below one another. */
export function linesFrom(top: number, lines: string[], rest: Partial<PlacedText> = {}): PlacedText[] {
  return lines.map((text, i) => ({ text, top: top + 12 * i, ...rest }));
}
