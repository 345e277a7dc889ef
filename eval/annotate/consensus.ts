import { isAbout, type Rating } from "./annotation.js";
import type { RaterAnnotations } from "./annotation-files.js";
import type { AnnotationTask } from "./tasks.js";

/** A rating that says something of the claim, from no support to full support. */
export const SUPPORT_LEVELS = ["not", "partial", "supported"] as const satisfies readonly Rating[];
export type SupportLevel = (typeof SUPPORT_LEVELS)[number];

/** What one rater says of a task; null where nothing is said, the claim cannot be judged, or the question was skipped. */
export interface RaterVotes {
  claims: (SupportLevel | null)[];
  helpful: number | null;
}

type RatedTask = Pick<AnnotationTask, "id" | "answerHash" | "claims">;

export function votesOn(task: RatedTask, annotations: RaterAnnotations | undefined): RaterVotes {
  const annotation = annotations?.get(task.id);
  if (!annotation || annotation.skipped || !isAbout(annotation, task)) {
    return { claims: task.claims.map(() => null), helpful: null };
  }
  const level = (rating: Rating | null): SupportLevel | null => (rating === "cannot-tell" ? null : rating);
  return { claims: annotation.ratings.map(level), helpful: annotation.helpful };
}

/** What most of the votes say; null when there are none, or two answers have equally many. */
export function majority(votes: readonly (SupportLevel | null)[]): SupportLevel | null {
  const counts = SUPPORT_LEVELS.map((level) => ({ level, count: votes.filter((vote) => vote === level).length }));
  const [first, second] = counts.toSorted((a, b) => b.count - a.count);
  return first!.count > second!.count ? first!.level : null;
}

/** Whether two raters differ on a claim, or by two points or more on how helpful the answer is. */
export function isDisputed(task: RatedTask, raters: readonly RaterAnnotations[]): boolean {
  const all = raters.map((annotations) => votesOn(task, annotations));
  const claimsDiffer = task.claims.some(
    (_, claim) => new Set(all.flatMap((votes) => votes.claims[claim] ?? [])).size > 1,
  );
  const helpful = all.flatMap((votes) => votes.helpful ?? []);
  return claimsDiffer || Math.max(...helpful) - Math.min(...helpful) >= 2;
}
