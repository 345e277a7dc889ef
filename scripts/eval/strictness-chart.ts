/**
 * Draws docs/strictness.svg: of the questions answered by confidence, how many cannot be answered from the documents, on
 * every set of scripts/fit/fit-answerability.ts (cross-fitted), and where the three levels of strictness lie.
 *
 *     npx tsx scripts/eval/strictness-chart.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createPlot, type Plot } from "../../eval/report/charts/plot.js";
import { markup, trusted, type Markup } from "../../eval/report/markup.js";
import model from "../../src/validation/answerability/answerability-model.v2.json" with { type: "json" };

const CURVES = "eval/results/answerability-curves.json";
const OUT = "docs/strictness.svg";

interface Point {
  confidence: number;
  coverage: number;
  risk: number;
}

const SETS = [
  { key: "open", name: "NQ, gold passage hidden from half", color: "#b45309" },
  { key: "own", name: "CLAPNQ, closed", color: "#2563eb" },
  { key: "documentation", name: "documentation", color: "#be185d" },
  { key: "guide", name: "guide", color: "#15803d" },
];
const LEVELS = ["relaxed", "normal", "strict"] as const;

const STYLE = `
  svg { background: #fff; font: 11px system-ui, sans-serif; --ink: #1f2937; --faint: #e5e7eb; }
  text { fill: var(--ink); } .grid line { stroke: var(--faint); } polyline { fill: none; stroke-width: 1.8; }
  circle { stroke: var(--ink); stroke-width: 1; }
  @media (prefers-color-scheme: dark) { svg { background: #111827; --ink: #e5e7eb; --faint: #374151; } }
`;

const curves = JSON.parse(readFileSync(CURVES, "utf8")) as Record<string, Point[]>;
const plot = createPlot({
  id: "strictness",
  title: "Share of the answered questions that cannot be answered, by share answered",
  description:
    "Each curve falls to the left, where only the surest questions are answered. Points: relaxed, normal, strict.",
  labels: { x: "share of all questions answered", y: "of these, not answerable from the documents" },
  domains: { x: [0, 1], y: [0, 0.5] },
});
const drawn = SETS.map(({ key, color }) => drawSet(plot, curves[`crossEncoder.${key}`]!, color));
const svg = plot.frame(markup`<style>${trusted(STYLE)}</style>${drawn}${legend()}`).html;
writeFileSync(OUT, `${svg}\n`);

function drawSet({ x, y }: Plot, points: Point[], color: string): Markup {
  const line = points.map(({ coverage, risk }) => `${x(coverage)},${y(risk)}`).join(" ");
  const dots = LEVELS.map((level, i) => {
    const { coverage, risk } = points.findLast(({ confidence }) => confidence >= model.crossEncoder.thresholds[level])!;
    return markup`<circle cx="${x(coverage)}" cy="${y(risk)}" r="${5 - i}" fill="${color}"><title>${level}</title></circle>`;
  });
  return markup`<polyline points="${line}" stroke="${color}"/>${dots}`;
}

function legend(): Markup {
  const entries = SETS.map(
    ({ name, color }, i) =>
      markup`<line x1="52" x2="72" y1="${46 + 16 * i}" y2="${46 + 16 * i}" stroke="${color}" stroke-width="2"/><text x="78" y="${50 + 16 * i}">${name}</text>`,
  );
  return markup`${entries}<text x="52" y="${50 + 16 * SETS.length}">points, right to left: relaxed, normal, strict</text>`;
}
