/** A name in a text; a guess by capital letters. */
export interface Name {
  text: string;
  start: number;
}

const NAME =
  /(?<![\p{L}\p{N}'’-])\p{Lu}[\p{L}\p{N}'’]*\p{Ll}[\p{L}\p{N}]*(?:[ -]\p{Lu}[\p{L}'’]*\p{Ll}[\p{L}\p{N}]*)*(?![\p{L}\p{N}'’-])/gu;
const NO_NAMES = new Set(
  (
    "the a an in on at for from by with of to and or but if when while as it its he she they this that these those " +
    "there here his her their after before during since until although though because however most some all many " +
    "few each every both either neither not no one two three first second third last then thus also such january " +
    "february march april may june july august september october november december monday tuesday wednesday " +
    "thursday friday saturday sunday other another using unlike like until according only even once so what which " +
    "who how why where season episode chapter part act volume section article king queen president sir lord mr mrs " +
    "english french german american british christian european more less never always"
  ).split(" "),
);

/** Names of a sentence; the first word only when it stands before another capitalised word or in `known`. */
export function namesOf(sentence: string, known: ReadonlySet<string> = new Set()): Name[] {
  return [...sentence.matchAll(NAME)].flatMap(({ 0: text, index }) => {
    const words = text.split(" ");
    // A capital at the start of a sentence says nothing.
    if (index === 0 && NO_NAMES.has(words[0]!.toLowerCase())) {
      const rest = words.slice(1).join(" ");
      return rest && !isNoName(rest) ? [{ text: rest, start: words[0]!.length + 1 }] : [];
    }
    if (isNoName(text) || (index === 0 && words.length === 1 && !known.has(text))) return [];
    return [{ text, start: index }];
  });
}

const isNoName = (text: string): boolean =>
  ADJECTIVE.test(text) || text.split(/[ -]/).every((word) => NO_NAMES.has(word.toLowerCase()));
const ADJECTIVE = /^[\p{L}]+(?:ish|ese|ian|ean|ican|ical)$/u;

/** Whether one of them could be another way to name the other. */
export function sharesWord(one: string, other: string): boolean {
  const words = new Set(one.toLowerCase().split(/[ -]/));
  return other
    .toLowerCase()
    .split(/[ -]/)
    .some((word) => words.has(word));
}
