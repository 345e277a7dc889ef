import { createHash } from "node:crypto";
import { seededRandom } from "../statistics/random.js";
import { paraphrase } from "./paraphrase.js";
import { withTypos } from "./typos.js";

/** Ways to put the same question; each gives null where it cannot change anything. */
export const PERTURBATIONS = {
  /** Keyboard slips in one content word, and in that one and another. */
  typo1: (question, random) => withTypos(question, 1, random),
  typo2: (question, random) => withTypos(question, 2, random),
  lowerCase: (question) => question.toLowerCase(),
  upperCase: (question) => question.toUpperCase(),
  noPunctuation: withoutPunctuation,
  paraphrase,
} satisfies Record<string, (question: string, random: () => number) => string | null>;

export type Perturbation = keyof typeof PERTURBATIONS;

/** The question in every form; null for a form that is the question itself. The same seed and id give the same forms. */
export function perturb(question: string, id: string, seed: number): Record<Perturbation, string | null> {
  const forms = Object.entries(PERTURBATIONS).map(([name, change]) => {
    const form = change(question, randomOf(id, seed));
    return [name, form === question ? null : form];
  });
  return Object.fromEntries(forms) as Record<Perturbation, string | null>;
}

/** Random numbers that depend on nothing but the question's id and the seed, not on what else is in the file. */
export function randomOf(id: string, seed: number): () => number {
  return seededRandom(createHash("sha256").update(`${seed}\0${id}`).digest().readInt32BE());
}

/** Marks at the edges of words go; those inside words (3.5, k-means, don't) and those that name (C#, .NET) stay. */
function withoutPunctuation(question: string): string {
  return question
    .replace(/(?<!\S)["'“”‘’`([{]+|["'“”‘’`)\]},;:?!.…]+(?!\S)/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
