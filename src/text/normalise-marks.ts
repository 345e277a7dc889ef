import { type CitationMark, isInCode } from "./citation-marks.js";

const LIST = /^\d{1,3}(?:\s*(?:,|;|and|&|-|–|—|to)\s*\^?\d{1,3})*$/;
const MAX_RANGE = 12;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const UNIT = /(?:^|[\s\d/])(?:[kcmdµn]?m|ft|in|mi|yd|s)$/;

/**
 * Citation marks as models write them, in the one form that is read here: `[1, 2]`, `[1-3]`, `【1†source】`, `[^1]`,
 * `[Source 1]`, `(1)`, `[[1]]`, `[1](https://...)` and superscripts become `[1]`, `[1][2]`. What only looks like a mark stays: `rows[0]`,
 * "(1) first", m². Strangers send such texts: each expression reads a text once, white space and runs of letters included.
 */
export function normaliseMarks(text: string): string {
  return text
    .replace(/\[\[(\d{1,3})\]\]/g, "[$1]")
    .replace(/\S+/g, (run) => {
      // Behind the last bracket every beginning of a link would be read to the end of the run.
      const end = run.lastIndexOf(")") + 1;
      return run.slice(0, end).replace(/\[(\d{1,3})\]\((?:https?:|#|\/)[^\s)]*\)/g, "[$1]") + run.slice(end);
    })
    .replace(/(?<=([\p{L}\p{N})"'”’])?)【([^】]{1,60})】/gu, (whole, attached: string | undefined, inside: string) => {
      const marks = marksOf(inside.replace(/[†:].*$/, ""));
      return marks === null ? whole : `${attached ? " " : ""}${marks}`;
    })
    .replace(/(?<=([\p{L}\p{N})"'”’])?)\[\^(\d{1,3})\]/gu, (_, attached: string | undefined, number: string) => {
      return `${attached ? " " : ""}[${number}]`;
    })
    .replace(
      /(?<![\p{L}\p{N}_)"'`])[[(]\s*(?:sources?|src|docs?|documents?|refs?|references?|passages?|citations?|cite)(?=(\s*))\1[:#.]?(?=(\s*))\2([^\])]{1,40})[\])]/giu,
      (whole, _before: string, _after: string, inside: string) =>
        marksOf(inside.replace(/\b(?:sources?|docs?|refs?)\s*[:#.]?\s*/gi, "")) ?? whole,
    )
    .replace(/(?<![\p{L}\p{N}_)"'`])\[([\d\s,;&^–—-]{2,40}|\d+\s+(?:and|to)\s+\d+)\]/gu, (whole, inside: string) => {
      return marksOf(inside) ?? whole;
    })
    .replace(
      /(?<=[\p{L}\p{N}"'”’)\]])\s+\((\d{1,2}(?:\s*,\s*\d{1,2})*)\)(?=\s*(?:[.!?,;]|$|\[))/gu,
      (_, inside: string) => {
        return ` ${marksOf(inside)}`;
      },
    )
    .replace(
      /(?<![\p{L}.,!?)”"'])([\p{L}.,!?)”"']+)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?![\p{L}\p{N}⁰¹²³⁴⁵⁶⁷⁸⁹])/gu,
      (whole, word: string, digits: string) => {
        const number = [...digits].map((digit) => SUPERSCRIPTS.indexOf(digit)).join("");
        return UNIT.test(word) || (/\p{L}$/u.test(word) && word.length < 3) || number.startsWith("0")
          ? whole
          : `${word} [${number}]`;
      },
    );
}

const OTHER_MARK = /(?<![\p{L}\p{N}_)"'`])\[[\^\d][\d\s,;&^–—a-z-]{1,40}\]|\[\^\d{1,3}\]|【[^】]{1,60}】/gu;

/** Where a text has marks in brackets that `findCitationMarks` does not read, each with its first number: `[1, 2]`, `[1-3]`, `【1】`. */
export function findOtherMarks(text: string): CitationMark[] {
  const found = Array.from(text.matchAll(OTHER_MARK));
  if (found.length === 0) return [];
  const isCode = isInCode(text);
  return found.flatMap(({ 0: mark, index }) => {
    const number = /^\[(\d+)\]/.exec(normaliseMarks(mark))?.[1];
    const isOther = number !== undefined && !isCode(index);
    return isOther ? [{ number: Number(number), start: index, end: index + mark.length }] : [];
  });
}

/** `[1][2][3]` of "1-3" or "1, 2 and 3"; null for what is no list of numbers. */
function marksOf(inside: string): string | null {
  const list = inside.trim().replace(/\^/g, "");
  if (!LIST.test(list)) return null;
  const numbers = list.split(/\s*(?:,|;|and|&)\s*/).flatMap((part) => {
    const [from, to] = part.split(/\s*(?:-|–|—|to)\s*/).map(Number);
    if (to === undefined) return [from!];
    return to > from! && to - from! < MAX_RANGE
      ? Array.from({ length: to - from! + 1 }, (_, i) => from! + i)
      : [from!, to];
  });
  // `[0, 1]` is an interval.
  if (numbers.includes(0)) return null;
  return [...new Set(numbers)].map((number) => `[${number}]`).join("");
}
