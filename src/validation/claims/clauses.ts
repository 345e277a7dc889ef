import { type Span, trimSpan } from "../../text/span.js";
import { contentWords } from "../../text/tokens.js";

const MIN_CONTENT_WORDS = 2;
// Where one fact ends and another begins: a new clause, a relative one, an apposition, a bracket.
const BREAKS = [
  /;\s+/g,
  /,\s+(?=(?:and|but|or|so|yet|while|whereas|although|though|because|since|which|who|whose|where|when|with|\w+ing)\b)/gi,
  /(?<!\s)\s+(?=(?:because|whereas|although|even though|so that|which|who)\b)/gi,
  /(?<!\s)\s+(?=and\s+(?:\w+ly\s+)?(?:is|are|was|were|has|have|had|can|will|does|did|it|they|he|she|the|its|their|\w{2,}ed)\b)/gi,
  /(?<!\s)\s+(?=\()/g,
  /\s[–—]\s/g,
];

/**
 * The parts of a sentence that each state a fact, in order, with offsets into it; together they cover its words. A part
 * with hardly a word of its own stays with the one before.
 */
export function splitClauses(sentence: string): Span[] {
  const cuts = new Set<number>();
  for (const pattern of BREAKS) for (const { index } of sentence.matchAll(pattern)) cuts.add(index);
  const edges = [0, ...[...cuts].sort((a, b) => a - b), sentence.length];
  const spans: Span[] = [];
  let ownWords = 0;
  for (let i = 1; i < edges.length; i++) {
    const span = trimSpan(sentence, { start: edges[i - 1]!, end: edges[i]! });
    if (!span) continue;
    const count = contentWords(sentence.slice(span.start, span.end)).length;
    const last = spans.at(-1);
    if (last && (count < MIN_CONTENT_WORDS || ownWords < MIN_CONTENT_WORDS)) {
      last.end = span.end;
      ownWords += count;
    } else {
      spans.push(span);
      ownWords = count;
    }
  }
  return spans;
}
