// Control characters but tab and newline, bidirectional overrides (they make text read differently from what it is),
// and lone surrogates, which no encoder can write.
const UNPRINTABLE = /[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;

/** The text without characters that can steer a terminal, reverse a line or break an encoder; tabs and newlines stay. */
export function removeControlCharacters(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(UNPRINTABLE, "");
}
