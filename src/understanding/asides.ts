import { contentWords } from "../text/tokens.js";
import { isGeneric, type NounPhrase, nounPhrases } from "./noun-phrases.js";
import { findPronoun } from "./pronouns.js";

/** Words that open a turn and ask for nothing: they are taken off until none is left. */
const OPENINGS = [
  /^(?:(?:i see|ok(?:ay)?|well|oh|hmm|no|yes|yeah|right|actually|sure|great|interesting|thanks?(?: you)?|by the way|btw)[,.!:;]+\s*)/i,
  /^(?:i see,?|by the way,?)\s+/i,
  /^(?:chang(?:e|ing)|chaging) (?:the )?(?:subject|topic)[^,]{0,40},\s*/i,
  /^(?:speaking|talking) (?:of|about) .{1,100}?,\s*(?=(?:what|who|when|where|why|how|which|can|could|do|does|is|are)\b)/i,
  /^so,?\s+(?=(?:are|is|do|does|did|what|who|when|where|why|how|which|can|could|if)\b)/i,
  /^(?:and|but|then),?\s+(?=\w)/i,
  /^(?:so,? )?that means(?: that| if)?,?\s+(?=\S+\s+\S)/i,
  /^(?:(?:so )?(?:are you|you(?:'re| are)) (?:saying|telling me)|do you (?:think|believe|mean)|does (?:that|this|it) mean|i (?:mean|guess|think|heard))(?: that)?,?\s+(?=\S+\s+\S)/i,
  /^(?:may|can|could) i ask(?: you)?,?\s+/i,
  /^(?:do you (?:know|have)|have you) (?:any |some )?(?:information|info|ideas?|details?|data)(?: (?:about|on|of|regarding|as to))?\s+/i,
  /^do you (?:happen to )?know (?:about\s+)?/i,
  /^what (?:can|could|do|would) you (?:tell me|know|say) (?:more )?(?:overall |in general )?(?:about|of|on)\s+/i,
  /^(?:(?:can|could|would|will) you )?(?:please )?(?:let me know|tell me some information)(?: (?:about|on))?\s+/i,
  /^(?:can|could|would|will) you (?:please )?(?:tell me|explain(?: to me)?|clarify|describe)(?: more)?(?: about)?\s+/i,
  /^i(?:'m| am)? (?:just )?wonder(?:ing)?,?(?: (?:if|whether|about))?\s+/i,
  /^i(?:'d| would)? (?:like|want|need) to (?:know|learn|understand|hear)(?: more)?(?: about)?\s+/i,
];
const INTRODUCED =
  /^[^?]{1,200}?,\s*(?=(?:may|can|could) i ask\b)|^(?:i|that|this|you|it)\b[^?]{8,200}?,\s*but\s+(?=(?:is|are|do|does|did|can|could|what|who|when|where|why|how|which)\b)/i;
const QUESTION =
  /\?\s*$|^(?:what|who|whom|whose|when|where|why|how|which|is|are|was|were|do|does|did|can|could|should|would|will|has|have|had)\b/i;
const MEANING = /^what do you mean (?:by|with)\s+/i;
/** Not after an initial: "E. E. Cummings". */
const SENTENCE_END = /(?<=[?!]|(?<!\b\p{Lu})\.)\s+(?=\S)/u;
/** "Speaking about bots again, can they ...": what is spoken of is what "they" means. */
const SPOKEN_OF = /^(?:speaking|talking) (?:of|about) (.{1,100}?)(?: again)?,/i;
const PLEASE = /,?\s+please(?=\s*[?.!]*$)/i;

/** The question without what only accompanies it, and the statements that stood around it. */
export interface Core {
  text: string;
  /** What was said beside the question, in the same turn: "What a winter. What are the summers like?" */
  statements: string;
}

/**
 * What a turn asks, without greetings to the question ("by the way", "do you know", "are you saying that") and without
 * statements before or after it. A turn that would be left with nothing is kept as it is.
 */
export function withoutAsides(turn: string): Core {
  const sentences = turn.split(SENTENCE_END).map((sentence) => sentence.trim());
  const asked = sentences.filter((sentence) => QUESTION.test(opened(sentence)));
  const isTelling = (sentence: string): boolean =>
    findPronoun(sentence) !== null || nounPhrases(sentence).some(isNamed);
  const kept = asked.some(isTelling) ? asked : sentences;
  const spokenOf = SPOKEN_OF.exec(turn)?.[1] ?? "";
  const statements = [...sentences.filter((sentence) => !kept.includes(sentence)), spokenOf].join(" ").trim();
  const text = kept.map(opened).join(" ");
  return contentWords(text).length > 0 ? { text, statements } : { text: turn, statements: "" };
}

function isNamed({ text }: NounPhrase): boolean {
  return !isGeneric(text);
}

function opened(sentence: string): string {
  let text = sentence.replace(INTRODUCED, "");
  for (let before = ""; before !== text;) {
    before = text;
    for (const opening of OPENINGS) {
      const rest = text.replace(opening, "");
      if (rest !== text && contentWords(rest).length > 0) text = rest;
    }
  }
  return text.replace(MEANING, "what is ").replace(PLEASE, "");
}
