import type { AnswerType } from "../../domain/query.js";
import { findNames } from "../../text/name-mentions.js";
import { findNumbers } from "../../text/number-mentions.js";
import { words } from "../../text/tokens.js";

const TIME =
  /\b(?:1\d{3}|20\d{2})\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|century|today|yesterday|annually|daily|weekly|monthly)\b/i;
const REASON =
  /\b(?:because|since|due to|so that|in order to|therefore|as a result|causes?|caused|reasons?|leads? to|to (?:avoid|prevent|ensure|allow|reduce|keep)|which (?:lets|makes|means|keeps)|otherwise)\b/i;
const PROCEDURE =
  /\b(?:first|then|next|step|use|using|set|add|run|by \w+ing|call|create|install|pass|should|must|can be)\b|^\s*(?:[-*•]|\d+[.)])\s|```/im;
const DEFINITION = /\b(?:is|are|was|were|means|refers to|describes|denotes|stands for|defined as|called|known as)\b/i;

/** Whether a text holds an answer of the kind asked for, beyond what the question itself says. Always true for kinds that show no trace. */
export function holdsAnswerType(type: AnswerType, text: string, question: string): boolean {
  switch (type) {
    case "number":
      return beyond(
        findNumbers(text).map((number) => number.value),
        findNumbers(question).map((number) => number.value),
      );
    case "time":
      return TIME.test(text);
    case "person":
    case "place":
      return beyond(findNames(text), words(question));
    case "reason":
      return REASON.test(text);
    case "procedure":
      return PROCEDURE.test(text);
    case "definition":
      return DEFINITION.test(text);
    case "yes-no":
    case "any":
      return true;
  }
}

function beyond(found: string[], known: string[]): boolean {
  return found.some((item) => !known.includes(item));
}
