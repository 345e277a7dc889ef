/** A curve for reports: what it shows, and its points in order. */
export interface Curve {
  /** `risk-coverage`, `roc`, `reliability`. */
  name: string;
  /** What the axes show: `{ x: "share answered", y: "share wrong" }`. */
  axes: { x: string; y: string };
  points: CurvePoint[];
}

export interface CurvePoint {
  x: number;
  y: number;
  /** The threshold at which it is reached, where there is one. */
  threshold?: number;
  /** Rows behind it, where points have different weight. */
  n?: number;
}
