import { yieldTurn } from "../turns.js";
import type { Alignment } from "./align.js";
import type { Check, Finding } from "./check.js";
import { checkAddedWords } from "./added-words.js";
import { checkCodeNames } from "./code-names.js";
import { checkConditions } from "./conditions.js";
import { checkDates } from "./dates.js";
import { checkListItems } from "./list-items.js";
import { checkModality } from "./modality.js";
import { checkNames } from "./names.js";
import { checkNegation } from "./negation.js";
import { checkNumbers } from "./numbers.js";
import { checkOpposites } from "./opposites.js";
import { checkQuantifiers } from "./quantifiers.js";
import { checkQuotations } from "./quotations.js";
import { checkReplacedWords } from "./replaced-words.js";
import { checkRoles } from "./roles.js";

/** All hard checks; those whose findings are surest come first. */
export const CHECKS: readonly Check[] = [
  ...[
    checkNumbers,
    checkDates,
    checkQuotations,
    checkNegation,
    checkOpposites,
    checkQuantifiers,
    checkNames,
    checkCodeNames,
  ],
  ...[checkRoles, checkReplacedWords, checkListItems, checkModality, checkConditions, checkAddedWords],
];

/** The same with turns for other work between the checks. */
export async function runChecksInTurns(alignment: Alignment): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of CHECKS) {
    const finding = check(alignment);
    if (finding) findings.push(finding);
    await yieldTurn();
  }
  return findings;
}

/** What the checks find wrong with a claim, surest first. */
export function runChecks(alignment: Alignment): Finding[] {
  return CHECKS.flatMap((check) => check(alignment) ?? []);
}
