import { checkClaim } from "../../src/validation/check-claim.js";
import type { PlantedPassage } from "./passage.js";

export interface PlantedVerdict {
  verdict: string;
  score: number;
  reason: string;
}

/** The one place where this benchmark calls the engine: its public check, as a reader of an answer would get it. */
export async function checkPlanted(text: string, cites: readonly PlantedPassage[]): Promise<PlantedVerdict> {
  if (cites.length === 0) return { verdict: "uncited", score: 0, reason: "The sentence cites no source." };
  // eslint-disable-next-line @typescript-eslint/await-thenable -- the check may be a model's, which takes time
  const { verdict, score, reason } = await checkClaim(
    text,
    cites.map(({ title, text }) => ({ title, text })),
  );
  return { verdict, score, reason };
}
