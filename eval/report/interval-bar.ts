import type { Measured } from "../metrics/mean.js";
import type { Interval } from "../statistics/bootstrap.js";
import { markup, type Markup } from "./markup.js";

const WIDTH = 160;
const HEIGHT = 16;
const MARGIN = 4;

/**
 * A value and its interval on a line from `from` to `to`. It repeats the numbers beside it for the eye, so that readers
 * who hear the page are spared it. Null for a value that is not on the line.
 */
export function intervalBar(value: Measured, interval: Interval | undefined, from = 0, to = 1): Markup | null {
  if (typeof value !== "number" || !(value >= from && value <= to)) return null;
  const x = (at: number): string =>
    (MARGIN + ((Math.min(Math.max(at, from), to) - from) / (to - from)) * (WIDTH - 2 * MARGIN)).toFixed(1);
  const middle = HEIGHT / 2;
  const line = (className: string, low: number, high: number): Markup =>
    markup`<line class="${className}" x1="${x(low)}" x2="${x(high)}" y1="${middle}" y2="${middle}"/>`;
  return markup`<svg class="interval-bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true">${line("track", from, to)}${
    from < 0 && markup`<line class="zero" x1="${x(0)}" x2="${x(0)}" y1="2" y2="${HEIGHT - 2}"/>`
  }${interval && line("range", ...interval)}<circle class="value" cx="${x(value)}" cy="${middle}" r="3.5"/></svg>`;
}
