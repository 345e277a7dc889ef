import type { QuestionPassage, QuestionRow } from "../data/questions.js";

/** Shares of noise among the passages offered, after the noise robustness of RGB (Chen et al., 2024). */
export const NOISE_SHARES = [0, 0.2, 0.4, 0.6, 0.8] as const;

/**
 * The passages that answer a question, with noise among them: for each share the same passages and, from share to share,
 * some more noise. Noise is drawn from other questions' passages of other documents. One passage cannot be 80% of two:
 * the number of noise passages is rounded up or down at random so that it is right on average, and so is the share over
 * all questions. Null without passages of its own.
 */
export function offerWithNoise(
  question: QuestionRow,
  pool: readonly QuestionPassage[],
  random: () => number,
): QuestionPassage[][] | null {
  const gold = question.passages.filter((passage) => passage.gold);
  const own = gold.length > 0 ? gold : question.passages;
  if (own.length === 0) return null;
  const known = new Set(question.passages.map((passage) => passage.id));
  const others = pool.filter((passage) => !known.has(passage.id));
  const rounding = random();
  const noise: QuestionPassage[] = [];
  return NOISE_SHARES.map((share) => {
    const wanted = Math.floor((own.length * share) / (1 - share) + rounding);
    while (noise.length < wanted && others.length > 0) {
      noise.push(...others.splice(Math.floor(random() * others.length), 1));
    }
    return [...own, ...noise];
  });
}

/** Slope of the least-squares line through the points; null for fewer than two places. */
export function slope(points: readonly { x: number; y: number }[]): number | null {
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return spread > 0 ? points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread : null;
}
