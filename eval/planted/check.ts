import type { ClaimCheck, ClaimChecker } from "../../src/validation/check-claim.js";
import type { PlantedPassage } from "./passage.js";

export type PlantedVerdict = Pick<ClaimCheck, "score" | "reason"> & { verdict: string };

/** The one place where this benchmark calls the engine: its public check, as a reader of an answer would get it. */
export async function checkPlanted(
  checker: ClaimChecker,
  text: string,
  cites: readonly PlantedPassage[],
): Promise<PlantedVerdict> {
  if (cites.length === 0) return { verdict: "uncited", score: 0, reason: "The sentence cites no source." };
  return checker.check(
    text,
    cites.map(({ title, text }) => ({ title, text })),
  );
}
