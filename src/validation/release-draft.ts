import type { Claim, Draft, DraftSentence, RepairStep, ValidationEvent } from "../domain/answer.js";
import { removeCitationMarks } from "../text/citation-marks.js";
import type { ClaimChecker } from "./check-claim.js";
import {
  checkSentence,
  type RepairedSentence,
  repairSentence,
  type SentenceContext,
} from "./repair/repair-sentence.js";

export interface ReleaseParts {
  checker: ClaimChecker;
  draft: Pick<Draft, "sources" | "rewrite">;
  /** Whether sentences without support are repaired or dropped. */
  dropUnsupported: boolean;
  signal: AbortSignal;
}

/** What readers have seen so far. */
export interface Released {
  text: string;
  claims: Claim[];
  invalidCitations: number;
}

interface Judged {
  claim: Claim;
  kept: boolean;
  repairs: RepairStep[];
  separator: DraftSentence["separator"];
}

/**
 * Checks sentences as they are written and releases those that hold. One that states nothing, such as the line before a
 * list, is held back until one that does has passed: alone it would be an answer without a source.
 */
export function createRelease({ checker, draft, dropUnsupported, signal }: ReleaseParts) {
  const released: Released = { text: "", claims: [], invalidCitations: 0 };
  let before: string | null = null;
  let beforeCitations: readonly number[] = [];
  let afterGap = false;
  let held: Judged[] = [];

  async function* read(sentences: AsyncIterable<DraftSentence>): AsyncGenerator<ValidationEvent, void> {
    for await (const { text, separator } of sentences) {
      const keptCitations = released.claims.at(-1)?.citations ?? [];
      const context: SentenceContext = { checker, draft, before, beforeCitations, afterGap, keptCitations, signal };
      const { claim, kept, repairs, invalid } = dropUnsupported
        ? withoutRepetition(await repairSentence(text, context))
        : { ...(await checkSentence(text, context)), kept: true };
      before = removeCitationMarks(text).trim();
      beforeCitations = claim.citations;
      afterGap = !kept;
      released.invalidCitations += invalid;
      const judged: Judged = { claim, kept, repairs, separator };
      if (kept && claim.citations.length === 0 && dropUnsupported) {
        held.push(judged);
        continue;
      }
      if (kept) for (const earlier of held.splice(0)) yield* release(earlier);
      yield* release(judged);
    }
    // What leads to nothing is left out.
    for (const { claim, repairs, separator } of held) {
      const reason = "No sentence with a source follows it.";
      const step: RepairStep = { kind: "dropped", before: claim.text, after: "", reason };
      yield* release({ claim, kept: false, repairs: [...repairs, step], separator });
    }
    held = [];
  }

  /** A model that is to write a sentence anew may write one that stands already. */
  function withoutRepetition(sentence: RepairedSentence): RepairedSentence {
    const { claim, kept, repairs } = sentence;
    const statement = removeCitationMarks(claim.text).trim();
    const isSaid = released.claims.some(({ text }) => removeCitationMarks(text).trim() === statement);
    if (!kept || repairs.length === 0 || !isSaid) return sentence;
    const step: RepairStep = { kind: "dropped", before: claim.text, after: "", reason: "It has been said already." };
    return { ...sentence, kept: false, repairs: [...repairs, step] };
  }

  function* release({ claim, kept, repairs, separator: wanted }: Judged): Generator<ValidationEvent> {
    const separator = released.text ? wanted : "";
    const start = released.text.length + separator.length;
    const placed: Claim = { ...claim, start, end: start + claim.text.length };
    yield { type: "claim-checked", claim: placed, kept, repairs };
    if (!kept) return;
    released.claims.push(placed);
    released.text += separator + claim.text;
    yield { type: "answer-delta", text: separator + claim.text };
  }

  return { read, released };
}
