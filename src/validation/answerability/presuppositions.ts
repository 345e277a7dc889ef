import type { Evidence } from "../../domain/candidate.js";
import type { ClaimCheck, ClaimChecker } from "../check-claim.js";
import { yieldTurn } from "../turns.js";
import { missingFrom, namedThings } from "./named-things.js";
import { presupposedStatement } from "./presupposed-statement.js";
import { readable } from "./readable.js";

/** What a question takes for granted, held against the passages. */
export interface Presuppositions {
  /** Things it calls by a name that no passage has, as it spells them. */
  missing: string[];
  /** What it takes to be so, checked like a claim; null for questions that only ask. */
  statement: { text: string; check: ClaimCheck } | null;
}

/** Checks what a question takes for granted: its names against all passages, its statement against those read closely. */
export async function checkPresuppositions(
  question: string,
  evidence: readonly Evidence[],
  checker: ClaimChecker,
  signal: AbortSignal,
): Promise<Presuppositions> {
  const missing = missingFrom(
    evidence.map(({ passage }) => readable(passage)),
    namedThings(question),
  );
  await yieldTurn();
  const text = presupposedStatement(question);
  const read = evidence.filter(({ sentences }) => sentences.length > 0);
  const texts = read.map(({ passage: { title, headingPath, text } }) => ({
    title: [title, ...headingPath].join(". "),
    text,
  }));
  const statement = text === null ? null : { text, check: await checker.check(text, texts, signal) };
  return { missing: missing.map(({ name }) => name), statement };
}
