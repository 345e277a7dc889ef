/** Characters of the bytes 0x80 to 0x9f; the five that stand for none are the control characters of Unicode. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/**
 * Windows-1252, as https://encoding.spec.whatwg.org has it. Some releases of Node decode it as ISO 8859-1, and quotation
 * marks, dashes and apostrophes are lost as control characters.
 */
export function decodeWindows1252(bytes: Uint8Array): string {
  return new TextDecoder("windows-1252")
    .decode(bytes)
    .replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80]!);
}

const EXAMINED_BYTES = 4_096;
const MIN_ZEROS = 0.4;

/** UTF-16 without a byte order mark, as its many zero bytes, all on one side of the pairs, show for Latin letters. */
export function guessUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const head = bytes.subarray(0, EXAMINED_BYTES);
  let even = 0;
  let odd = 0;
  head.forEach((byte, i) => {
    if (byte === 0 && i % 2 === 0) even++;
    else if (byte === 0) odd++;
  });
  if (bytes.length % 2 !== 0 || even + odd < MIN_ZEROS * head.length) return null;
  return even === 0 ? "utf-16le" : odd === 0 ? "utf-16be" : null;
}
