import type { Claim, Disagreement, Source } from "../domain/answer.js";
import type { SearchPlan } from "../domain/query.js";
import { removeCitationMarks } from "../text/citation-marks.js";
import { answerValues } from "../text/answer-values.js";
import { findNumbers, type NumberMention } from "../text/number-mentions.js";
import { contentWords, terms } from "../text/tokens.js";

/** Share of the question's words that a sentence has, from which it speaks of what was asked. */
const SPEAKS_OF_IT = 0.66;

type Asked = Pick<SearchPlan, "standaloneQuestion" | "answerType">;

/**
 * Two sentences of an answer, from different sources, that give different numbers or years where one is asked for; null
 * when none do. Both stay in the answer: which of them is right is not for the engine to guess. Names are not compared,
 * because one thing goes by many.
 */
export function findDisagreement(
  claims: readonly Claim[],
  sources: readonly Source[],
  asked: Asked,
): Disagreement | null {
  const kind = asked.answerType;
  if (kind !== "number" && kind !== "time") return null;
  const differ = kind === "number" ? countsDiffer : yearsDiffer;
  const titles = new Map(sources.map(({ number, title }) => [number, title]));
  const candidates = claims.filter((claim) => speaksOfIt(claim, titles, asked.standaloneQuestion));
  for (const [i, one] of candidates.entries()) {
    const other = candidates.slice(i + 1).find((later) => {
      const isElsewhere = !later.citations.some((number) => one.citations.includes(number));
      return isElsewhere && differ(textOf(one), textOf(later), asked.standaloneQuestion);
    });
    if (other) return { sides: [one, other].map((claim) => sideOf(claim, sources)) };
  }
  return null;
}

function speaksOfIt({ text, citations }: Claim, titles: ReadonlyMap<number, string>, question: string): boolean {
  const asked = new Set(contentWords(question).flatMap(terms));
  const held = new Set(terms([text, ...citations.map((number) => titles.get(number) ?? "")].join(" ")));
  return [...asked].filter((term) => held.has(term)).length >= SPEAKS_OF_IT * asked.size;
}

/** Different counts of the same thing, or in the same unit, and none in common. */
function countsDiffer(one: string, other: string, question: string): boolean {
  const [ours, theirs] = [one, other].map((text) => {
    const values = new Set(answerValues("number", text, question));
    return findNumbers(text).filter(({ value }) => values.has(value));
  });
  const isSameThing = (a: NumberMention, b: NumberMention): boolean =>
    a.unit?.dimension === b.unit?.dimension && (a.unit !== null || (a.counted !== "" && a.counted === b.counted));
  const pairs = ours!.flatMap((a) => theirs!.filter((b) => isSameThing(a, b)).map((b) => a.value !== b.value));
  return pairs.length > 0 && pairs.every(Boolean);
}

/** One year each, and not the same. */
function yearsDiffer(one: string, other: string, question: string): boolean {
  const [ours, theirs] = [one, other].map((text) => answerValues("time", text, question));
  return ours!.length === 1 && theirs!.length === 1 && ours![0] !== theirs![0];
}

function sideOf(claim: Claim, sources: readonly Source[]): Disagreement["sides"][number] {
  const source = sources.find(({ number }) => number === claim.citations[0])!;
  return { source: source.number, publishedAt: source.publishedAt, text: textOf(claim) };
}

function textOf({ text }: Claim): string {
  return removeCitationMarks(text);
}
