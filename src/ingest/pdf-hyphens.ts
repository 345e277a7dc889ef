/** The words of a document, lower case, as they stand inside lines. */
export type Vocabulary = ReadonlySet<string>;

const WORD = /\p{L}+(?:-\p{L}+)*/gu;

/** All words of the lines but those that a line's end cuts. */
export function vocabularyOf(lines: string[]): Vocabulary {
  const vocabulary = new Set<string>();
  for (const line of lines) {
    for (const [word] of line.replace(/\S+[-\u00ad]$/, "").matchAll(WORD)) vocabulary.add(word.toLowerCase());
  }
  return vocabulary;
}

// What stands before a hyphen of its own more often than at the break of a word.
const PREFIX = /^(?:well|self|cross|non|real|high|low|long|short|two|three)$/i;

/**
 * The lines as one text. A hyphen between two letters at a line's end goes, unless the document has the word with it
 * ("cross-encoder") and not without it, or has neither and the hyphen is likely to be the word's own ("well-known").
 */
export function joinLines(lines: string[], vocabulary: Vocabulary): string {
  let text = "";
  for (const line of lines) {
    const head = /(\p{L}[\p{L}-]*)-$/u.exec(text)?.[1];
    const tail = /^\p{Ll}[\p{L}-]*/u.exec(line)?.[0];
    if (/\p{L}\u00ad$/u.test(text)) text = text.slice(0, -1) + line;
    else if (head && tail) text = (keepsHyphen(head, tail, vocabulary) ? text : text.slice(0, -1)) + line;
    else text += (text ? " " : "") + line;
  }
  return text;
}

function keepsHyphen(head: string, tail: string, vocabulary: Vocabulary): boolean {
  const has = (word: string): boolean => vocabulary.has(word.toLowerCase());
  return !has(head + tail) && (has(`${head}-${tail}`) || PREFIX.test(head));
}
