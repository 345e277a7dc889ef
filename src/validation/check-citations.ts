import type { Claim, EvidenceSpan, Source } from "../domain/answer.js";
import { type ClaimCheck, type ClaimChecker, type EvidenceText } from "./check-claim.js";
import { terms } from "../text/tokens.js";
import { windowRecall } from "./support/compare-claim.js";
import { readSentencesInSteps } from "./support/read-evidence.js";
import { finishInTurns } from "./turns.js";

/** A statement without marks, judged against the sources it cites. */
export interface CitedCheck extends Pick<Claim, "verdict" | "score" | "reason" | "evidence"> {
  citations: number[];
  /** What of the statement has no support, where the rest has; offsets into it. */
  unsupported: ClaimCheck["unsupported"];
}

/** Window recall from which it is worth asking whether a source supports a statement it is not cited for. */
const WORTH_ASKING = 0.6;
const MAX_ASKED = 3;
/** Of a statement with fewer terms some source holds all by chance: only its very words count. */
const MIN_TERMS = 4;

/** Judges a statement against sources by their numbers. */
export async function checkCited(
  checker: ClaimChecker,
  statement: string,
  citations: number[],
  sources: readonly Source[],
  signal?: AbortSignal,
): Promise<CitedCheck> {
  if (citations.length === 0) {
    const reason = "The sentence cites no source.";
    return { verdict: "uncited", score: 0, reason, evidence: [], citations, unsupported: null };
  }
  const cited = passagesOf(sources.filter(({ number }) => citations.includes(number)));
  const check = await checker.check(
    statement,
    cited.map(({ text }) => text),
    signal,
  );
  return { ...check, citations, evidence: spansOf(check, cited) };
}

/**
 * Leaves out citations that add nothing (ALCE; Gao et al., 2023): one that does not support the statement alone, while the
 * others do without it. Redundant ones, which support it alone, stay.
 */
export async function removeIrrelevant(
  checker: ClaimChecker,
  statement: string,
  checked: CitedCheck,
  sources: readonly Source[],
  signal?: AbortSignal,
): Promise<CitedCheck> {
  let kept = checked;
  for (const number of checked.citations) {
    if (kept.citations.length < 2) break;
    const alone = await checkCited(checker, statement, [number], sources, signal);
    if (alone.verdict === "supported") continue;
    const others = kept.citations.filter((other) => other !== number);
    const without = await checkCited(checker, statement, others, sources, signal);
    if (without.verdict === "supported") kept = without;
  }
  return kept;
}

/** The best of the other sources that supports the statement; null when none does. */
export async function findSupport(
  checker: ClaimChecker,
  statement: string,
  cited: readonly number[],
  sources: readonly Source[],
  signal?: AbortSignal,
): Promise<CitedCheck | null> {
  const recalls: { number: number; recall: number }[] = [];
  for (const source of sources) {
    if (cited.includes(source.number)) continue;
    const texts = passagesOf([source]).map(({ text }) => text);
    for (const { text } of texts) await finishInTurns(readSentencesInSteps(text));
    recalls.push({ number: source.number, recall: windowRecall(statement, texts) });
  }
  const candidates = recalls
    .filter(({ recall }) => recall >= WORTH_ASKING)
    .sort((a, b) => b.recall - a.recall)
    .slice(0, MAX_ASKED);
  const isVague = new Set(terms(statement)).size < MIN_TERMS;
  let best: CitedCheck | null = null;
  for (const { number } of candidates) {
    const check = await checkCited(checker, statement, [number], sources, signal);
    if (check.verdict !== "supported" || (isVague && check.score < 1)) continue;
    if (check.score > (best?.score ?? 0)) best = check;
  }
  return best;
}

interface CitedPassage {
  number: number;
  id: string;
  text: EvidenceText;
}

function passagesOf(sources: readonly Source[]): CitedPassage[] {
  return sources.flatMap(({ number, title, passages }) =>
    passages.map(({ id, text }) => ({ number, id, text: { title, text } })),
  );
}

function spansOf({ evidence }: ClaimCheck, cited: readonly CitedPassage[]): EvidenceSpan[] {
  const passage = evidence && cited[evidence.index];
  if (!passage) return [];
  const { start, end } = evidence;
  const quote = passage.text.text.slice(start, end);
  return [{ source: passage.number, passageId: passage.id, quote, start, end }];
}
