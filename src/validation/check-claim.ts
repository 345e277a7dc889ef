import type { Verdict } from "../domain/answer.js";
import type { SupportModel } from "../ports/support-model.js";
import { splitSentences } from "../text/sentences.js";
import type { Span } from "../text/span.js";
import { terms } from "../text/tokens.js";
import { readStatement } from "./claims/attribution.js";
import { splitClauses } from "./claims/clauses.js";
import { isSameSubject, wordsOfParts } from "./checks/align.js";
import { believed } from "./checks/believed.js";
import type { Finding } from "./checks/check.js";
import { runChecksInTurns } from "./checks/index.js";
import { type ClaimComparison, compareInSteps } from "./support/compare-claim.js";
import { findVerbatim } from "./support/find-verbatim.js";
import { type EvidenceText, prepareEvidence, readText } from "./support/read-evidence.js";
import { selectEvidence } from "./support/select-evidence.js";
import {
  LEXICAL_THRESHOLD,
  lexicalScore,
  REFUTED_SHARE,
  SUPPORT_THRESHOLD,
  supportScore,
} from "./support/support-score.js";
import { finishInTurns, yieldTurn } from "./turns.js";

export interface ClaimCheck {
  verdict: Exclude<Verdict, "uncited">;
  /** Calibrated probability, 0..1, that the texts support the claim; below the threshold whenever it is not supported. */
  score: number;
  /** In words for a reader: "The passage says 1889, the sentence 1899." */
  reason: string;
  /** Which text supports the claim best, and where; null when nothing in them bears on it. */
  evidence: ({ index: number } & Span) | null;
  /** What of the claim has no support, where one part stands and another does not; offsets into the claim without marks. */
  unsupported: Span | null;
}

export interface ClaimChecker {
  /** Checks one claim against the texts it cites; marks in it do not matter. */
  check(claim: string, evidence: readonly EvidenceText[], signal?: AbortSignal): Promise<ClaimCheck>;
}

/**
 * The claim check: word for word first; then a trained model and the share of words found, weighed together; then the hard
 * checks on numbers, dates, names, negation and the like, which a model of this size does not see. Without a model the
 * words decide.
 */
export function createClaimChecker(model: SupportModel | null): ClaimChecker {
  return {
    async check(claim, evidence, signal) {
      await yieldTurn();
      const { statement, from } = readStatement(claim);
      const whole = await checkStatement(statement, evidence, signal);
      const check = whole.verdict === "supported" ? await refine(whole, statement, evidence) : whole;
      return from === 0 ? check : { ...check, unsupported: moved(check.unsupported, from) };
    },
  };

  async function checkStatement(
    claim: string,
    evidence: readonly EvidenceText[],
    signal?: AbortSignal,
  ): Promise<ClaimCheck> {
    const verbatim = findVerbatim(claim, evidence);
    if (verbatim) {
      const reason = "It stands word for word in the passage.";
      return { verdict: "supported", score: 1, reason, evidence: verbatim, unsupported: null };
    }
    const comparison = await compare(claim, evidence);
    if (!comparison) {
      const reason = "The passage does not speak of this.";
      return { verdict: "unsupported", score: 0, reason, evidence: null, unsupported: null };
    }
    const score = await scoreOf(claim, comparison, evidence, signal);
    const judged = await judge(score, comparison);
    const clauses = splitClauses(claim);
    const isOpen =
      clauses.length > 1 &&
      clauses.length <= MAX_CLAUSES &&
      judged.unsupported === null &&
      judged.verdict !== "contradicted";
    const isSuspect = judged.verdict === "unsupported" || isSomeMostlyUnknown(clauses, comparison);
    const partial = isOpen && isSuspect ? await findPart(claim, clauses, evidence, signal) : null;
    const capped = partial && { ...partial, score: Math.min(score, REFUTED_SHARE * threshold()) };
    return { ...judged, ...capped, evidence: comparison.window };
  }

  async function compare(claim: string, evidence: readonly EvidenceText[]): Promise<ClaimComparison | null> {
    const said = readText(claim);
    const all = await prepareEvidence(said, evidence);
    return finishInTurns(compareInSteps(said, evidence, all));
  }

  async function scoreOf(
    claim: string,
    { signals, window }: ClaimComparison,
    evidence: readonly EvidenceText[],
    signal?: AbortSignal,
  ): Promise<number> {
    if (!model) return lexicalScore(signals);
    const { title, text } = evidence[window.index]!;
    const quote = text.slice(window.start, window.end);
    const pairs = [
      { claim, evidence: selectEvidence(new Set(terms(claim)), evidence) },
      { claim, evidence: title ? `${title}. ${quote}` : quote },
    ];
    const [selected, near] = await model.score(pairs, signal);
    return supportScore(signals, { selected: selected!, window: near! });
  }

  /** Where a sentence joins several facts, those with support may stand without the others. */
  async function findPart(
    claim: string,
    clauses: Span[],
    evidence: readonly EvidenceText[],
    signal?: AbortSignal,
  ): Promise<Pick<ClaimCheck, "verdict" | "reason" | "unsupported"> | null> {
    const stands: boolean[] = [];
    for (const { start, end } of clauses) {
      const clause = claim.slice(start, end);
      const comparison = await compare(clause, evidence);
      if (!comparison) {
        stands.push(false);
        continue;
      }
      const score = await scoreOf(clause, comparison, evidence, signal);
      stands.push(score >= threshold() && (await findingsOf(comparison, score)).length === 0);
    }
    if (!stands.includes(true) || !stands.includes(false)) return null;
    const unsupported = clauses[stands.indexOf(false)]!;
    const part = claim.slice(unsupported.start, unsupported.end).replace(/^[\s,;]+|[\s,;.]+$/g, "");
    return { verdict: "partial", reason: `The passage does not say "${part}".`, unsupported };
  }

  /** Several sentences under one citation stand together; one that a hard check speaks against is marked. */
  async function refine(whole: ClaimCheck, claim: string, evidence: readonly EvidenceText[]): Promise<ClaimCheck> {
    const sentences = splitSentences(claim).filter(({ start, end }) => terms(claim.slice(start, end)).length > 0);
    if (sentences.length < 2) return whole;
    for (const { start, end } of sentences) {
      const sentence = claim.slice(start, end);
      if (findVerbatim(sentence, evidence)) continue;
      const comparison = await compare(sentence, evidence);
      const [finding] = comparison ? await findingsOf(comparison, whole.score) : [];
      if (!finding) continue;
      const verdict = finding.effect === "contradicts" ? "contradicted" : "partial";
      const score = Math.min(whole.score, REFUTED_SHARE * threshold());
      return { ...whole, verdict, score, reason: finding.reason, unsupported: { start, end } };
    }
    return whole;
  }

  /** Whether the evidence lacks most of what one of the clauses says; its neighbours may carry the sentence's score. */
  function isSomeMostlyUnknown(clauses: Span[], { alignment: { claimWords, known } }: ClaimComparison): boolean {
    const content = claimWords.filter(({ isContent }) => isContent);
    return wordsOfParts(content, clauses).some((words) => {
      const held = words.filter(({ stem }) => known.has(stem)).length;
      return words.length >= MIN_CLAUSE_WORDS && held < MOSTLY * words.length;
    });
  }

  function threshold(): number {
    return model ? SUPPORT_THRESHOLD : LEXICAL_THRESHOLD;
  }

  /** What the hard checks find, as far as it may overrule the score. */
  async function findingsOf({ alignment, signals }: ClaimComparison, score: number): Promise<Finding[]> {
    const findings = await runChecksInTurns(alignment);
    return model && score >= threshold() ? believed(findings, signals) : findings;
  }

  async function judge(score: number, comparison: ClaimComparison): Promise<Omit<ClaimCheck, "evidence">> {
    const { alignment } = comparison;
    const findings = await findingsOf(comparison, score);
    const [finding] = findings.filter(({ effect }) => effect === "contradicts").concat(findings);
    if (finding) return judgeFinding(finding, score, isSameSubject(alignment), alignment.claim);
    if (score >= threshold()) {
      return { verdict: "supported", score, reason: "The passage holds what the sentence says.", unsupported: null };
    }
    return { verdict: "unsupported", score, reason: "The passage does not say this.", unsupported: null };
  }

  function judgeFinding(
    { kind, effect, reason, span }: Finding,
    score: number,
    sameSubject: boolean,
    claim: string,
  ): Omit<ClaimCheck, "evidence"> {
    const capped = Math.min(score, REFUTED_SHARE * threshold());
    if (effect === "contradicts") return { verdict: "contradicted", score: capped, reason, unsupported: null };
    const isPart = span.start > 0 || span.end < claim.length;
    // An added clause leaves a rest that is nearly the passage's own words, whatever the sentence as a whole scores.
    const stands = kind === "clause" || (score >= threshold() && sameSubject);
    const verdict = stands ? "partial" : "unsupported";
    return { verdict, score: capped, reason, unsupported: verdict === "partial" && isPart ? span : null };
  }
}

function moved(span: Span | null, by: number): Span | null {
  return span && { start: span.start + by, end: span.end + by };
}

/** A sentence of more clauses is judged as a whole: each would be read by the model twice. */
const MAX_CLAUSES = 20;
/** Content words from which a clause is looked at alone, and the share of them that its evidence must have. */
const MIN_CLAUSE_WORDS = 3;
const MOSTLY = 0.6;

export { SUPPORT_THRESHOLD } from "./support/support-score.js";
export type { EvidenceText } from "./support/read-evidence.js";
