import { inlineCode } from "../../text/sentences.js";
import { normaliseMarks } from "../../text/normalise-marks.js";

/** Where a model begins to list its sources, which are numbered already. */
const REFERENCES =
  /^\s*(?:#{1,6}\s*)?[*_]{0,2}(?:sources|references|citations|bibliography|footnotes|works cited)[*_]{0,2}\s*:?[*_]{0,2}\s*$/i;
const DEFINITION = /^\s*\[\^?\d{1,3}\]\s*:/;
const PREAMBLE =
  /^(?:(?:sure|certainly|of course|okay|ok|great question)\b[^.!?:]{0,60}[.!:]|(?:here(?:'s| is| are)|below is)\b[^.!?]{0,80}:|(?:based on|according to) the (?:provided |given )?(?:sources|context|passages|documents)(?: provided| given)?[^,:.]{0,30}:|answer:|final answer:|assistant:)\s*/i;

/** Whether what follows, to the end, is the model's own list of sources. */
export function opensReferences(line: string): boolean {
  return REFERENCES.test(line) || DEFINITION.test(line);
}

/** One sentence as plain text with marks: no markup, no heading signs, no preamble. Code is left as it is. */
export function plainSentence(text: string): string {
  if (/^\s*(?:```|~~~)/.test(text)) return text.trim();
  const spans = inlineCode(text);
  let result = "";
  let from = 0;
  for (const { start, end } of spans) {
    result += withoutMarkup(text.slice(from, start)) + text.slice(start, end);
    from = end;
  }
  result += withoutMarkup(text.slice(from));
  return marksBeforeTheStop(normaliseMarks(result).trim().replace(PREAMBLE, "")).trim();
}

function withoutMarkup(text: string): string {
  return text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\[([^\]\d][^\]]*)\]\((?:https?:|mailto:|\/|#)[^)]*\)/g, "$1")
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, "")
    .replace(/<\/?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?\/?>/g, "")
    .replace(/^\s{0,3}#{1,6}\s+/, "")
    .replace(/^\s{0,3}>\s?/, "")
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])/gu, "$1")
    .replace(/\*\*|^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/g, "");
}

/** `It rose. [1]` as `It rose [1].`, the form in which answers have them. */
function marksBeforeTheStop(text: string): string {
  return text
    .replace(
      /\s*([.!?])\s*((?:\[\d{1,3}\]\s*)+)$/,
      (_, stop: string, marks: string) => ` ${marks.replace(/\s+/g, "")}${stop}`,
    )
    .replace(/(?<=\S)(?<![\p{L}\p{N}_)"'`\]\s])((?:\[\d{1,3}\])+)/gu, " $1")
    .replace(/(?<=[\p{L}\p{N})"'”’`])((?:\[\d{1,3}\])+)(?=[.!?]*$)/gu, " $1");
}
