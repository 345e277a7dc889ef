// Characters of Windows-1252 for the bytes 80 to 9F; the five it leaves out are control characters, as browsers read it.
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const BYTE_OF = new Map(Array.from(WINDOWS_1252, (character, i) => [character, 0x80 + i]));

const CONTINUATION = `[\\u0080-\\u00bf${WINDOWS_1252}]`;
// A first byte of UTF-8 with as many continuation bytes as it announces, each read as a character of its own.
const SEQUENCES = new RegExp(
  `(?:[\\u00c2-\\u00df]${CONTINUATION}|[\\u00e0-\\u00ef]${CONTINUATION}{2}|[\\u00f0-\\u00f4]${CONTINUATION}{3})+`,
  "g",
);
// One sequence alone could be meant ("É®"); with these first bytes it never is.
const TELLING_FIRST = /^[ÂÃâð]/;

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * The text with UTF-8 that was read as Windows-1252, once or several times, put right: `donâ€™t` becomes `don’t`.
 * Doubtful cases stay.
 */
export function repairMojibake(text: string): string {
  const repaired = repairOnce(text);
  return repaired === text ? text : repairMojibake(repaired);
}

function repairOnce(text: string): string {
  return text.replace(SEQUENCES, (run) => {
    const bytes = Uint8Array.from(run, (character) => BYTE_OF.get(character) ?? character.charCodeAt(0));
    let repaired: string;
    try {
      repaired = decoder.decode(bytes);
    } catch {
      return run;
    }
    return Array.from(repaired).length > 1 || TELLING_FIRST.test(run) ? repaired : run;
  });
}
