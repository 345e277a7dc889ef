import type { Measured } from "../metrics/mean.js";
import { bootstrapInterval, type Interval } from "../statistics/bootstrap.js";

export interface Estimate {
  value: Measured;
  /** 95%; null with fewer than 10 questions, of which no resampling makes an honest interval. */
  interval: Interval | null;
  /** Claims, questions or pairs of ratings it rests on. */
  n: number;
}

export const MIN_QUESTIONS_FOR_INTERVAL = 10;

/**
 * A statistic over items that come in groups, one a question: the claims of one answer are not independent, so whole
 * questions are resampled. Questions without an item do not count.
 */
export function estimate<Item>(
  itemsByQuestion: readonly (readonly Item[])[],
  statistic: (items: readonly Item[]) => Measured,
): Estimate {
  const questions = itemsByQuestion.filter((items) => items.length > 0);
  const items = questions.flat();
  const interval =
    questions.length < MIN_QUESTIONS_FOR_INTERVAL
      ? null
      : bootstrapInterval(questions, (sample) => statistic(sample.flat()));
  return { value: statistic(items), interval, n: items.length };
}
