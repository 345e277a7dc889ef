import type { Question, SearchPlan } from "../domain/query.js";
import { words } from "../text/tokens.js";
import { isContinuation, isIncomplete } from "./completeness.js";
import { findPronoun } from "./pronouns.js";

const MAX_SURE_WORDS = 25;

/**
 * Whether the rules' plan can do without a model's opinion: nothing to search for, or one plain question that leans on no
 * earlier turn.
 */
export function isSure({ text, history }: Pick<Question, "text" | "history">, plan: SearchPlan): boolean {
  if (plan.subQueries.length === 0) return true;
  if (plan.intent === "comparison" || plan.intent === "multi-part") return false;
  if (words(text).length > MAX_SURE_WORDS) return false;
  if (!history.some(({ role }) => role === "user")) return true;
  return plan.subQueries.length === 1 && !findPronoun(text) && !isContinuation(text) && !isIncomplete(text);
}
