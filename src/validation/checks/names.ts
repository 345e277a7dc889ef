import { contentWords, terms } from "../../text/tokens.js";
import type { TextReading } from "../support/read-evidence.js";
import type { Alignment } from "./align.js";
import type { Check, Finding } from "./check.js";
import { type NamedText, swappedOpening } from "../../text/name-mentions.js";

/** Overlap of the rest of the sentence from which a name that stands elsewhere in the passage is out of place. */
const NEAR_COPY = 0.75;
const MISPLACED = 0.85;

/** Whether the names of a sentence stand in the passage, and with what it says of them. */
export const checkNames: Check = (alignment) => {
  const { claim, known, read } = alignment;
  const { evidence } = read;
  const inClaim = new Set(alignment.claimWords.map((word) => word.stem));
  const inClosest = new Set(alignment.closestWords.map((word) => word.stem));
  const opening = swappedOpening(claim, evidenceNames(evidence)) ?? openingName(claim, evidence);
  const names = [...(opening ? [opening] : []), ...read.claim.names.get()].filter((name) => !/^\p{N}+$/u.test(name));
  const own = new Set(names);
  const others = [...read.closest.names.get()].filter((name) => !own.has(name) && !holds(inClaim, name));
  let isRestHeld: boolean | undefined;
  for (const name of names) {
    if (holds(known, name)) {
      if (others.length === 0 || holds(inClosest, name)) continue;
      isRestHeld ??= overlapWithout(alignment, own) >= MISPLACED;
      if (isRestHeld) return tell(alignment, name, others[0]);
      continue;
    }
    return tell(alignment, name, alignment.overlap >= NEAR_COPY ? others[0] : undefined);
  }
  return null;
};

/** The first word of a claim, where the evidence writes it as a name inside a sentence. */
function openingName(claim: string, evidence: TextReading): string | null {
  const word = /^(\p{Lu}[\p{L}\p{M}]+)/u.exec(claim)?.[1]?.toLowerCase();
  return word && contentWords(word).length > 0 && evidence.names.get().has(word) ? word : null;
}

function evidenceNames({ text, words, names }: TextReading): NamedText {
  return { text, terms: () => words.get().terms, names: () => names.get() };
}

function tell({ claim, closest }: Alignment, name: string, instead: string | undefined): Finding {
  const said = written(claim, name);
  const reason = instead
    ? `The passage says ${written(closest, instead).text}, the sentence ${said.text}.`
    : `The passage does not mention "${said.text}".`;
  return { kind: "name", effect: instead ? "contradicts" : "adds", reason, span: said };
}

function holds(stems: ReadonlySet<string>, name: string): boolean {
  return terms(name).every((term) => stems.has(term));
}

/** Share of the claim's content words, names left out, that the closest sentences hold. */
function overlapWithout({ claimWords }: Alignment, names: ReadonlySet<string>): number {
  const rest = claimWords.filter(({ isContent, word }) => isContent && !names.has(word));
  return rest.length >= 3 ? rest.filter(({ isMatched }) => isMatched).length / rest.length : 0;
}

/** The name as the text writes it; folded when it cannot be found. */
function written(text: string, name: string): { text: string; start: number; end: number } {
  const start = text.toLowerCase().indexOf(name);
  if (start < 0) return { text: name, start: 0, end: text.length };
  return { text: text.slice(start, start + name.length), start, end: start + name.length };
}
