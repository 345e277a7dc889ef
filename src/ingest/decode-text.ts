import { FootnoteError } from "../domain/errors.js";
import { decodeWindows1252, guessUtf16 } from "./old-encodings.js";

const MAX_REPLACED_SHARE = 0.1;
const MAX_CONTROL_SHARE = 0.1;

/**
 * The text of a file: UTF-8, UTF-16 with a byte order mark or without one, the charset an HTML file declares, or Windows-1252 for bytes
 * that make sense in it only. A few broken bytes become U+FFFD.
 *
 * @throws FootnoteError FILE_BINARY, FILE_EMPTY
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  const text = decode(bytes, path);
  const isBinary =
    text.includes("\0") ||
    share(text, /[\u0001-\u0008\u000e-\u001f]/g) > MAX_CONTROL_SHARE ||
    share(text, /\ufffd/g) > MAX_REPLACED_SHARE;
  if (isBinary)
    throw new FootnoteError("FILE_BINARY", `${path} is not a text file, or in an encoding that is not known here.`);
  if (!text.trim()) throw new FootnoteError("FILE_EMPTY", `${path} is empty.`);
  return text;
}

/** A `TextDecoder` removes the byte order mark of its own encoding. */
function decode(bytes: Uint8Array, path: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const utf16 = guessUtf16(bytes);
  if (utf16) return new TextDecoder(utf16).decode(bytes);
  const text = new TextDecoder().decode(bytes);
  if (!text.includes("\ufffd")) return text;
  const isHtml = /\.html?$/i.test(path);
  const declared = isHtml ? /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(text.slice(0, 4_096))?.[1] : undefined;
  const charset = declared ?? (isWestern(text) ? "windows-1252" : "utf-8");
  try {
    const decoder = new TextDecoder(charset);
    return decoder.encoding === "windows-1252" ? decodeWindows1252(bytes) : decoder.decode(bytes);
  } catch {
    return text;
  }
}

/** Whether a text read as UTF-8 has bytes that are none, most of them inside words, and hardly any that are. */
function isWestern(text: string): boolean {
  const broken = share(text, /\ufffd/g);
  const inWords = share(text, /(?<=\p{L})\ufffd|\ufffd(?=\p{L})/gu);
  return broken <= MAX_REPLACED_SHARE && inWords > broken / 2 && share(text, /[^\0-\u007f\ufffd]/g) < broken / 4;
}

function share(text: string, pattern: RegExp): number {
  let count = 0;
  for (const _match of text.matchAll(pattern)) count++;
  return count / Math.max(1, text.length);
}
