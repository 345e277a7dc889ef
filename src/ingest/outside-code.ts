// No paragraph that people write is as long, and patterns can take long on what nobody wrote.
const MAX_LENGTH = 10_000;

/** Changes what stands outside of backticks; inline code means what it says, and overlong text is left as it is. */
export function outsideCode(text: string, change: (part: string) => string): string {
  if (text.length > MAX_LENGTH) return text;
  return text.replace(/`[^`]*`|[^`]+/g, (part) => (part.startsWith("`") ? part : change(part)));
}
