import { markup, type Markup } from "../markup.js";

/** A drawing area with axes: where values lie in it, and the SVG around what is drawn. */
export interface Plot {
  x(value: number): string;
  y(value: number): string;
  top: number;
  bottom: number;
  /** The finished picture, with what a reader who cannot see it is told. */
  frame(content: Markup): Markup;
}

export interface PlotOptions {
  /** Unique on the page. */
  id: string;
  title: string;
  description: string;
  labels: { x: string; y: string };
  domains: { x: Domain; y: Domain };
}

export type Domain = [from: number, to: number];

const SIZE = { width: 420, height: 320 };
const AREA = { left: 40, right: 408, top: 32, bottom: 268 };

export function createPlot({ id, title, description, labels, domains }: PlotOptions): Plot {
  const x = scale(domains.x, [AREA.left, AREA.right]);
  const y = scale(domains.y, [AREA.bottom, AREA.top]);
  const axes = markup`<g class="grid">${ticks(domains.x).map(
    (tick) => markup`<line x1="${x(tick)}" x2="${x(tick)}" y1="${AREA.top}" y2="${AREA.bottom}"/>`,
  )}${ticks(domains.y).map(
    (tick) => markup`<line x1="${AREA.left}" x2="${AREA.right}" y1="${y(tick)}" y2="${y(tick)}"/>`,
  )}</g><g class="ticks">${ticks(domains.x).map(
    (tick) => markup`<text x="${x(tick)}" y="${AREA.bottom + 18}" text-anchor="middle">${tick}</text>`,
  )}${ticks(domains.y).map(
    (tick) => markup`<text x="${AREA.left - 8}" y="${y(tick)}" dy="0.32em" text-anchor="end">${tick}</text>`,
  )}</g><text class="axis" x="${AREA.right}" y="${SIZE.height - 8}" text-anchor="end">${labels.x} →</text><text class="axis" x="0" y="14">↑ ${labels.y}</text>`;
  return {
    x,
    y,
    top: AREA.top,
    bottom: AREA.bottom,
    frame: (content) =>
      markup`<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-labelledby="${id}-title ${id}-description"><title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>${axes}${content}</svg>`,
  };
}

/** The smallest domain that holds the values and is 0..1 where they are shares. */
export function domainOf(values: readonly number[]): Domain {
  const low = Math.min(0, ...values);
  const high = Math.max(...values);
  if (low === 0 && high > 0.5 && high <= 1) return [0, 1];
  const step = tickStep(low, high);
  return [Math.floor(low / step + 1e-9) * step, Math.max(Math.ceil(high / step - 1e-9), 1) * step];
}

/** Round numbers across a domain, about five of them. */
export function ticks([from, to]: Domain): number[] {
  const step = tickStep(from, to);
  const count = Math.floor((to - from) / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((from + i * step).toPrecision(6)));
}

/** 1, 2 or 5 times a power of ten. */
function tickStep(from: number, to: number): number {
  const rough = (to - from || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough) + 1e-9);
  return power * ([1, 2, 5].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10);
}

function scale([from, to]: Domain, [start, end]: [number, number]): (value: number) => string {
  return (value) => (start + ((value - from) / (to - from || 1)) * (end - start)).toFixed(1);
}
