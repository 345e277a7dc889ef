import type { Claim, Draft, RepairStep } from "../../domain/answer.js";
import { addCitationMarks, findCitationMarks, removeCitationMarks } from "../../text/citation-marks.js";
import { type CitedCheck, checkCited, findSupport, removeIrrelevant } from "../check-citations.js";
import type { ClaimChecker } from "../check-claim.js";
import { notCheckable } from "../claims/checkable.js";
import { resolveReferences } from "../claims/resolve-references.js";
import { cutPart } from "./cut.js";
import { smoothOpening } from "./smooth.js";

export interface SentenceContext {
  checker: ClaimChecker;
  draft: Pick<Draft, "sources" | "rewrite">;
  /** The sentence before in the draft, without marks; null for the first. */
  before: string | null;
  /** Sources that the sentence before cites. */
  beforeCitations: readonly number[];
  /** Whether the sentence before was dropped. */
  afterGap: boolean;
  /** Sources of the last sentence that was kept. */
  keptCitations: readonly number[];
  signal: AbortSignal;
}

export interface CheckedSentence {
  claim: Claim;
  /** What of the statement has no support, where the rest has; offsets into it without marks. */
  unsupported: CitedCheck["unsupported"];
  /** Whether it states something that a source could support. */
  isCheckable: boolean;
  /** Whether it is a question or a remark to the reader. */
  isAside: boolean;
  repairs: RepairStep[];
  /** Marks that pointed to no source. */
  invalid: number;
}

export interface RepairedSentence {
  /** As it stands after the last step, offsets not yet set. */
  claim: Claim;
  kept: boolean;
  repairs: RepairStep[];
  /** Marks that pointed to no source. */
  invalid: number;
}

/** Checks one sentence of a draft as it is: no step is taken. */
export async function checkSentence(text: string, context: SentenceContext): Promise<CheckedSentence> {
  const { statement, citations, invalid, step } = readMarks(text, context);
  const reason = notCheckable(statement);
  if (reason !== null && citations.length === 0) {
    const claim = claimOf(text, { ...NOTHING, reason: `There is nothing to check: ${reason}.` });
    const isAside = reason === "question" || reason === "opinion";
    return { claim, unsupported: null, isCheckable: false, isAside, repairs: [], invalid };
  }
  const check = await judge(statement, citations, context);
  const marked = step ? step.after : text;
  const { unsupported } = check;
  const repairs = step ? [step] : [];
  return { claim: claimOf(marked, check), unsupported, isCheckable: true, isAside: false, repairs, invalid };
}

/**
 * The ladder: what is not supported is cited anew, written anew once where a model writes, cut to the part that stands, or
 * dropped. Every step is told.
 */
export async function repairSentence(text: string, context: SentenceContext): Promise<RepairedSentence> {
  const checked = await checkSentence(text, context);
  const steps = [...checked.repairs];
  let { claim } = checked;
  const take = (kind: RepairStep["kind"], after: Claim | null, reason: string): void => {
    steps.push({ kind, before: claim.text, after: after?.text ?? "", reason });
    if (after) claim = after;
  };
  const end = (kept: boolean): RepairedSentence => ({ claim, kept, repairs: steps, invalid: checked.invalid });
  const drop = (reason: string): RepairedSentence => {
    take("dropped", null, reason);
    return end(false);
  };

  if (checked.isAside) return drop("It says nothing about the subject.");
  if (claim.verdict !== "supported" && checked.isCheckable) {
    const repaired = await makeSupported(checked, context);
    if (!repaired) return drop(claim.reason);
    take(repaired.kind, repaired.claim, claim.reason);
  }
  if (claim.citations.length > 1) {
    const statement = removeCitationMarks(claim.text).trim();
    const before = { ...claim, unsupported: null };
    const pruned = await removeIrrelevant(context.checker, statement, before, context.draft.sources, context.signal);
    if (pruned.citations.length < claim.citations.length) {
      const after = claimOf(addCitationMarks(statement, pruned.citations), pruned);
      take("citation-removed", after, "The other sources support the sentence without it.");
    }
  }
  if (context.afterGap) {
    // A pronoun can mean what the last kept sentence speaks of, where both quote the same source.
    const canLean = claim.citations.some((number) => context.keptCitations.includes(number));
    const opened = smoothOpening(claim.text, canLean);
    if (opened === null) return drop("It leans on a sentence that was dropped.");
    if (opened !== claim.text) {
      take("smoothed", { ...claim, text: opened, end: opened.length }, "The sentence before was dropped.");
    }
  }
  return end(true);
}

/** The first rung that holds. */
async function makeSupported(
  { claim, unsupported }: CheckedSentence,
  context: SentenceContext,
): Promise<{ kind: RepairStep["kind"]; claim: Claim } | null> {
  const { checker, draft, signal } = context;
  const statement = removeCitationMarks(claim.text).trim();
  const found = await findSupport(checker, statement, claim.citations, draft.sources, signal);
  if (found) return { kind: "recited", claim: claimOf(addCitationMarks(statement, found.citations), found) };

  const rewritten = await draft.rewrite?.(claim.text, claim.reason);
  if (rewritten) {
    const { claim: again } = await checkSentence(rewritten, context);
    if (again.verdict === "supported") return { kind: "rewritten", claim: again };
  }

  const rest = unsupported && cutPart(statement, unsupported);
  if (!rest) return null;
  const check = await judge(rest, claim.citations, context);
  return check.verdict === "supported"
    ? { kind: "cut", claim: claimOf(addCitationMarks(rest, check.citations), check) }
    : null;
}

/** "It" of another source than the sentence before is checked as what it stands for. */
function judge(statement: string, citations: number[], context: SentenceContext): Promise<CitedCheck> {
  const { checker, draft, before, beforeCitations, signal } = context;
  const isSameSource = citations.some((number) => beforeCitations.includes(number));
  const checked = isSameSource ? statement : resolveReferences(statement, before);
  return checkCited(checker, checked, citations, draft.sources, signal).then((check) =>
    checked === statement ? check : { ...check, unsupported: null },
  );
}

function readMarks(text: string, { draft }: SentenceContext) {
  const numbers = [...new Set(findCitationMarks(text).map((mark) => mark.number))];
  const citations = numbers.filter((number) => draft.sources.some((source) => source.number === number));
  const statement = removeCitationMarks(text).trim();
  const invalid = numbers.length - citations.length;
  const reason = "There is no source of that number.";
  const step: RepairStep | null =
    invalid > 0
      ? { kind: "invalid-marks-removed", before: text, after: addCitationMarks(statement, citations), reason }
      : null;
  return { statement, citations, invalid, step };
}

const NOTHING: Omit<CitedCheck, "reason"> = {
  verdict: "uncited",
  score: 0,
  evidence: [],
  citations: [],
  unsupported: null,
};

function claimOf(text: string, { verdict, score, reason, evidence, citations }: CitedCheck): Claim {
  return { text, start: 0, end: text.length, citations, verdict, score, reason, evidence };
}
