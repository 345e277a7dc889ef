import { isGeneric, nounPhrases } from "./noun-phrases.js";

/** A word of a question that stands for something said before it. */
export interface Pronoun {
  start: number;
  end: number;
  isPossessive: boolean;
  /** "this" and "that", which may mean all that was said. */
  isNeuter: boolean;
  isPlural: boolean;
  /** Not so "the same" and "another way": the topic cannot stand there. */
  isReplaceable: boolean;
}

const PERSONAL = /\b(?:it|they|them|he|him|she)\b|\b(?:its|their|his|her)\b(?=\s+\w)|\bher\b/gi;
const DEMONSTRATIVE =
  /\b(?:this|that|these|those)\b(?=\s*(?:[?.!,]|$)|\s+(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|work|works|mean|means|affect|affects|compare|happen|for|in|with|to|and|or|on|the|differ|\w+ly|\w+ed)\b)/gi;
const OTHER =
  /\b(?:(?:the|that|which|this|another|other|any) ones?|theirs|former|latter|the same|(?:another|other|faster|better|easier|simpler|cheaper)\s+(?:ways?|options?|methods?|approach(?:es)?))\b/gi;
/** "compare it with the previous one" */
export const PREVIOUS_ONE = /\bthe (?:previous|former|first|earlier|other|last) one\b|\bthe former\b/i;
/** "the method that needs no tuning": joins a clause to its noun, and refers to no earlier turn. */
const RELATIVE_THAT =
  /(?<=\b(?!(?:does|is|was|has|says|means|as|vs)\s)(?:[\w-]+s|ones?|(?:the|an?|any|some)\s+[\w-]+)\s)that(?=\s+\w)/gi;
/** "Is it safer to ...", "if it rains": grammar asks for a subject, nothing is meant by it. */
const EMPTY_SUBJECT =
  /\b(?:is|was|be|would be)\s+it\s+(?:(?:so|very|too|more|less)\s+)?[\w-]+\s+(?:to|that|for|if)\b|\bit(?:'s|\s+(?:is|was|would be))\s+(?:(?:so|very|too|more|less)\s+)?[\w-]+\s+(?:to|that|if|never|not)\b|\bit\s+(?:rains|snows)\b/gi;

/** The first word that leans on an earlier turn; null when there is none, or when the question itself says what it means. */
export function findPronoun(question: string): Pronoun | null {
  // Of the same length, so that offsets stay.
  const plain = question.replace(EMPTY_SUBJECT, blank).replace(RELATIVE_THAT, blank);
  const found = [...find(plain, PERSONAL), ...find(plain, DEMONSTRATIVE), ...find(plain, OTHER)].sort(
    (a, b) => a.start - b.start,
  );
  const [first] = found;
  if (!first) return null;
  const before = plain.slice(0, first.start);
  // "How does the model use it?": within a clause, only "its" can mean what stands before it (binding principle B).
  const reach = first.isPossessive ? before : beforeLastClause(before);
  return namesBefore(reach, before) ? null : first;
}

const blank = (text: string): string => "_".repeat(text.length);

function find(text: string, pattern: RegExp): Pronoun[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const [word] = match;
    return {
      start: match.index,
      end: match.index + word.length,
      isPossessive:
        /^(?:its|their|his)$/i.test(word) || (/^her$/i.test(word) && /^\s+\w/.test(text.slice(match.index + 3))),
      isNeuter: /^(?:this|that)$/i.test(word),
      isPlural: /^(?:they|them|these|those)$/i.test(word),
      isReplaceable: pattern !== OTHER,
    };
  });
}

/** "How much memory", "which films": what is asked for is not what the pronoun after it means. */
const ASKED_FOR =
  /^(?:how\s+(?:much|many|long|often|far)|what|which|whose)\b(?:\s+[\w-]+){0,4}?\s+(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|had)\s+$/i;

const CLAUSE_BOUNDARY =
  /[,;:?!.]|\b(?:and|but|or|if|when|while|because|since|that|which|who|so|than|before|after|until|how|what|where|why|whether|unless)\b/gi;

/** What stands before the clause in which a text ends. */
function beforeLastClause(text: string): string {
  return text.slice(0, [...text.matchAll(CLAUSE_BOUNDARY)].at(-1)?.index ?? 0);
}

function namesBefore(reach: string, before: string): boolean {
  return !ASKED_FOR.test(before) && nounPhrases(reach).some((phrase) => !isGeneric(phrase.text));
}
