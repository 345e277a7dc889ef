import { z } from "zod";

/** What a rater can say of a claim beside the passages it cites. `cannot-tell` counts as no rating. */
export const RATINGS = ["supported", "partial", "not", "cannot-tell"] as const;
export type Rating = (typeof RATINGS)[number];

export const MAX_COMMENT_LENGTH = 4_000;

/** What a rater says of one answer. */
const judgementShape = {
  /** One a claim, in the answer's order; null where nothing has been said yet. */
  ratings: z.array(z.enum(RATINGS).nullable()),
  /** 1 (useless) to 5 (all that was wanted). */
  helpful: z.int().min(1).max(5).nullable(),
  comment: z.string().max(MAX_COMMENT_LENGTH),
  skipped: z.boolean(),
};
export const judgementSchema = z.strictObject(judgementShape);
export type Judgement = z.infer<typeof judgementSchema>;

/** A line of an annotation file. */
export const annotationSchema = z.object({
  question: z.string(),
  /** `answerHash` of the task: a rating of another answer to the same question is not one of this. */
  answerHash: z.string(),
  ...judgementShape,
  at: z.iso.datetime(),
});
export type Annotation = z.infer<typeof annotationSchema>;

export type AnnotationState = "open" | "started" | "rated" | "skipped";

export function blankJudgement(claims: number): Judgement {
  return { ratings: new Array<null>(claims).fill(null), helpful: null, comment: "", skipped: false };
}

export function judgementState({ ratings, helpful, comment, skipped }: Judgement): AnnotationState {
  if (skipped) return "skipped";
  const said = ratings.filter((rating) => rating !== null).length;
  if (said === ratings.length && helpful !== null) return "rated";
  return said > 0 || helpful !== null || comment ? "started" : "open";
}

/** Whether an annotation is of this very answer: a run made anew in the same folder may answer otherwise. */
export function isAbout(
  { answerHash, ratings }: Annotation,
  task: { answerHash: string; claims: readonly unknown[] },
): boolean {
  return answerHash === task.answerHash && ratings.length === task.claims.length;
}
