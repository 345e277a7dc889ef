import type { CurvePoint } from "../metrics/curve.js";
import { expectedCalibrationError } from "../metrics/calibration.js";
import { formatValue } from "./format-value.js";

/** How one kind of curve is titled, drawn and read. */
export interface CurveReading {
  title: string;
  /** One sentence: what to look for. */
  howToRead: string;
  diagonal?: string;
  bins?: boolean;
  /** The curve in one figure, where it has one that needs no other data. */
  figure?(points: readonly CurvePoint[]): string | null;
}

const READINGS: Record<string, CurveReading> = {
  "risk-coverage": {
    title: "Risk against coverage",
    howToRead:
      "From left to right the engine answers more questions, the most confident first: the lower the line stays, the better confidence tells good answers from harmful ones.",
  },
  reliability: {
    title: "Reliability",
    howToRead:
      "On the diagonal a score of 0.7 is right in 7 of 10 cases; below it the scores are too confident. Larger circles hold more rows.",
    diagonal: "perfectly calibrated",
    bins: true,
    figure: calibrationError,
  },
  roc: {
    title: "ROC",
    howToRead:
      "Every point is a threshold: the closer the line comes to the upper left corner, the better the score separates the two kinds; the diagonal is guessing.",
    diagonal: "guessing",
  },
  "precision-recall": {
    title: "Precision against recall",
    howToRead: "Every point is a threshold: to the right more is found, and the height says how much of it is right.",
  },
  noise: {
    title: "Noise among the passages",
    howToRead: "To the right more of the passages have nothing to do with the question: a level line is not misled.",
  },
  typos: {
    title: "Typing errors",
    howToRead: "To the right the question has more misspelt words: a level line reads through them.",
  },
};

/** The kind of a curve and what sets it apart from others of the kind: `roc (word overlap)`, `lexical.roc`. */
export function kindOf(name: string): { kind: string; variant: string } {
  const kind = Object.keys(READINGS).find((known) => name.includes(known)) ?? name;
  return {
    kind,
    variant: name
      .replace(kind, "")
      .replace(/[().:]+/g, " ")
      .trim(),
  };
}

export function readingOf(kind: string): CurveReading {
  if (Object.hasOwn(READINGS, kind)) return READINGS[kind]!;
  return { title: kind, howToRead: "The axes say what is shown." };
}

/** Naeini et al. (2015), over the bins that are drawn. */
function calibrationError(points: readonly CurvePoint[]): string | null {
  const bins = points.map(({ x, y, n = 0 }) => ({ from: x, to: x, count: n, meanScore: x, positiveShare: y }));
  const error = expectedCalibrationError(bins);
  return error === null ? null : `Expected calibration error (ECE) ${formatValue(error, "score")}.`;
}
