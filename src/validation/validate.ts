import type { Claim, Draft, DraftSentence, Source, Validated, ValidationEvent } from "../domain/answer.js";
import type { Evidence } from "../domain/candidate.js";
import type { SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import type { PassageIndex } from "../ports/passage-index.js";
import { addCitationMarks, findCitationMarks, removeCitationMarks } from "../text/citation-marks.js";
import { abstain } from "./abstention-message.js";
import { answerabilitySignals, judgeAnswerability, type Strictness } from "./answerability.js";
import { checkClaim } from "./check-claim.js";
import type { EvidenceText } from "./compare-claim.js";

export interface ValidationSettings {
  /** Which point of the measured risk-coverage curve to stand on. */
  strictness: Strictness;
  /** Whether sentences without support are dropped; switched off only to measure what the check is worth. */
  dropUnsupported: boolean;
}

/**
 * The validation stage: decides first whether the evidence answers the question at all, then checks the draft sentence
 * by sentence against the sources it cites. A sentence is released once it has passed, so nothing shown is taken back.
 */
export function createValidate({ index }: { index: PassageIndex }, settings: ValidationSettings) {
  return async function* validate(
    plan: SearchPlan,
    evidence: Evidence[],
    draft: Draft,
    _run: Run,
  ): AsyncGenerator<ValidationEvent, Validated> {
    const none = { text: "", claims: [], confidence: 0, invalidCitations: 0 };
    const { sources } = draft;
    if (plan.subQueries.length === 0) {
      return { ...none, abstention: abstain("refused-input", { intent: plan.intent }) };
    }
    if (evidence.length === 0) return { ...none, abstention: abstain("no-evidence", {}) };

    const signals = await answerabilitySignals(plan, evidence, index);
    const usedCrossEncoder = evidence.some((item) => item.relevance !== null);
    const { strictness } = settings;
    const { probability: confidence, threshold } = judgeAnswerability(signals, { usedCrossEncoder, strictness });
    if (confidence < threshold) {
      return { ...none, confidence, abstention: abstain("weak-evidence", { sources }) };
    }

    let text = "";
    let invalidCitations = 0;
    const claims: Claim[] = [];
    for await (const sentence of draft.sentences) {
      const { claim, invalid } = checkSentence(sentence, sources);
      invalidCitations += invalid;
      const kept = !settings.dropUnsupported || claim.verdict === "supported" || claim.verdict === "partial";
      const separator = text ? sentence.separator : "";
      const start = text.length + separator.length;
      const placed: Claim = { ...claim, start, end: start + claim.text.length };
      yield { type: "claim-checked", claim: placed, kept };
      if (!kept) continue;
      claims.push(placed);
      text += separator + claim.text;
      yield { type: "answer-delta", text: separator + claim.text };
    }
    if (claims.length === 0) {
      return { ...none, confidence, invalidCitations, abstention: abstain("unsupported-draft", { sources }) };
    }
    return { text, claims, abstention: null, confidence, invalidCitations };
  };
}

/** Resolves the marks of a sentence and checks what it says; marks that point to no source are counted and removed. */
function checkSentence({ text }: DraftSentence, sources: Source[]): { claim: Claim; invalid: number } {
  const numbers = [...new Set(findCitationMarks(text).map((mark) => mark.number))];
  const citations = numbers.filter((number) => sources.some((source) => source.number === number));
  const invalid = numbers.length - citations.length;
  const statement = removeCitationMarks(text).trim();
  const marked = invalid > 0 ? addCitationMarks(statement, citations) : text;
  const claim = { text: marked, start: 0, end: marked.length, citations };
  if (citations.length === 0) {
    return {
      claim: { ...claim, verdict: "uncited", score: 0, reason: "The sentence cites no source.", evidence: [] },
      invalid,
    };
  }

  const cited = sources
    .filter((source) => citations.includes(source.number))
    .flatMap((source) => source.passages.map((passage) => ({ source, passage })));
  const texts = cited.map(({ source, passage }): EvidenceText => ({ title: source.title, text: passage.text }));
  const { verdict, score, reason, evidence: span } = checkClaim(statement, texts);
  const where = span ? cited[span.index] : undefined;
  const evidence =
    span && where
      ? [
          {
            source: where.source.number,
            passageId: where.passage.id,
            quote: where.passage.text.slice(span.start, span.end),
            start: span.start,
            end: span.end,
          },
        ]
      : [];
  return { claim: { ...claim, verdict, score, reason, evidence }, invalid };
}
