import type { Measured } from "../metrics/mean.js";
import type { Row } from "./row.js";
import { filterRows, type Step } from "./step.js";

/** Texts a file must have before one of them can be called an outlier. */
const MIN_TEXTS = 20;
/** Characters: among short answers, "7" is no outlier. */
const MIN_DIFFERENCE = 20;
/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const NORMAL_CONSISTENCY = 1.4826;

const PARTS: { name: string; length: (row: Row) => Measured }[] = [
  { name: "question", length: (row) => lengthOf(row.question) },
  { name: "answer", length: (row) => lengthOf(row.answers && row.answers.length > 0 ? row.answers.join("\n") : null) },
];

/** Flags, or removes, rows whose question or answer is far longer or shorter than is usual in their file. */
export const findLengthOutliers: Step = async (context) => {
  const { findings, settings } = context;
  for (const split of context.splits) {
    const centres = PARTS.map(({ length }) => logLengthCentre(split.rows.map(length)));
    await filterRows({ ...context, splits: [split] }, (row) => {
      for (const [i, { name, length }] of PARTS.entries()) {
        const characters = length(row);
        const centre = centres[i]!;
        if (characters === null || centre === null) continue;
        const distance = Math.log(characters) - centre.median;
        if (Math.abs(distance) < settings.lengthDeviations * centre.deviation) continue;
        if (Math.abs(distance) < Math.log(settings.lengthFactor)) continue;
        const usual = Math.round(Math.exp(centre.median));
        if (Math.abs(characters - usual) < MIN_DIFFERENCE) continue;
        const record = settings.removeOutliers ? findings.remove : findings.flag;
        record("length", row, `${name} far ${distance > 0 ? "longer" : "shorter"} than usual`, {
          detail: `${characters} characters; the median is ${usual}`,
        });
        if (settings.removeOutliers) return false;
      }
      return true;
    });
  }
};

/**
 * Median of the log lengths, and their median absolute deviation scaled to a standard deviation (Iglewicz and Hoaglin,
 * 1993): unlike mean and standard deviation, outliers do not move them. Null for too few texts, or when more than half
 * have one length.
 */
export function logLengthCentre(lengths: readonly Measured[]): { median: number; deviation: number } | null {
  const logs = lengths.filter((length) => length !== null).map(Math.log);
  if (logs.length < MIN_TEXTS) return null;
  const middle = medianOf(logs);
  const deviation = NORMAL_CONSISTENCY * medianOf(logs.map((log) => Math.abs(log - middle)));
  return deviation > 0 ? { median: middle, deviation } : null;
}

/** Mean of the two middle values for an even number of them. */
function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}

function lengthOf(text: string | null): Measured {
  return text === null || text === "" ? null : text.length;
}
