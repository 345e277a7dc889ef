import { createHash } from "node:crypto";
import { removeControlCharacters } from "../../src/text/control-characters.js";

/**
 * Openers of the tokens by which chat templates mark turns. Some servers read them in any text, so that a passage with
 * one could end our message and begin its own.
 */
const TURN_MARKS = /<(?=\||\/?(?:s|start_of_turn|end_of_turn)>)|\[(?=\/?INST\])|<(?=<\/?SYS>)/g;

/**
 * Untrusted text between boundary lines that name what it is (delimiting, one of the "spotlighting" defences of Hines et
 * al., 2024). The lines carry a hash of the text itself, so that no text can hold the line that ends it.
 */
export function fence(name: string, text: string): string {
  const clean = removeControlCharacters(text).replace(TURN_MARKS, "$& ").trim();
  const mark = createHash("sha256").update(`${name}\n${clean}`).digest("hex").slice(0, 16);
  return `--- ${name} ${mark} begins ---\n${clean}\n--- ${name} ${mark} ends ---`;
}
