import { createHash } from "node:crypto";
import { removeControlCharacters } from "../../src/text/control-characters.js";
import { withoutTurnMarks } from "../../src/text/turn-marks.js";

/**
 * Untrusted text between boundary lines that name what it is (delimiting, one of the "spotlighting" defences of Hines et
 * al., 2024). The lines carry a hash of the text itself, so that no text can hold the line that ends it.
 */
export function fence(name: string, text: string): string {
  const clean = withoutTurnMarks(removeControlCharacters(text)).trim();
  const mark = createHash("sha256").update(`${name}\n${clean}`).digest("hex").slice(0, 16);
  return `--- ${name} ${mark} begins ---\n${clean}\n--- ${name} ${mark} ends ---`;
}
