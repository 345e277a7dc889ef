import type { EvalRow } from "../suites/suite.js";
import { formatValue } from "./format-value.js";
import { markup, type Markup } from "./markup.js";
import { describeMetric } from "./metric-names.js";

const MAX_TEXT = 800;
const MAX_ENTRIES = 12;
const MAX_DEPTH = 3;

/** Everything a row holds, for suites whose rows are no answers: its scores, then its other fields by name. */
export function rowView(row: EvalRow): Markup {
  const scores = Object.entries(row.scores).filter(([, value]) => value !== null);
  const known = ["id", "text", "slices", "scores"];
  const fields = Object.entries(row).filter(([name, value]) => !known.includes(name) && value !== null);
  return markup`<div class="columns">${
    scores.length > 0 &&
    markup`<div><h4>Scores</h4><table><caption class="visually-hidden">Scores of this row</caption><tbody>${scores.map(
      ([name, value]) =>
        markup`<tr><th scope="row">${describeMetric(name).label}</th><td class="number">${formatValue(value, describeMetric(name).unit)}</td></tr>`,
    )}</tbody></table></div>`
  }${fields.length > 0 && markup`<div><h4>Details</h4>${entryList(fields, 0)}</div>`}</div>`;
}

function entryList(entries: [string, unknown][], depth: number): Markup {
  const more = entries.length - MAX_ENTRIES;
  return markup`<dl class="fields">${entries
    .slice(0, MAX_ENTRIES)
    .map(([name, value]) => markup`<dt>${name}</dt><dd dir="auto">${fieldValue(value, depth + 1)}</dd>`)}${
    more > 0 && markup`<dt>…</dt><dd>${more} more</dd>`
  }</dl>`;
}

function fieldValue(value: unknown, depth: number): Markup | string {
  if (typeof value !== "object" || value === null) return fieldText(value);
  if (Array.isArray(value) && isPair(value)) return value.map(fieldText).join(", ");
  if (depth >= MAX_DEPTH) return fieldText(value);
  if (!Array.isArray(value)) return entryList(Object.entries(value), depth);
  const more = value.length - MAX_ENTRIES;
  return markup`<ul>${value.slice(0, MAX_ENTRIES).map((one: unknown) => markup`<li>${fieldValue(one, depth + 1)}</li>`)}${
    more > 0 && markup`<li>and ${more} more</li>`
  }</ul>`;
}

/** `[id, score]`: one thing and its value. */
function isPair(value: readonly unknown[]): boolean {
  return value.length === 2 && typeof value[0] === "string" && typeof value[1] === "number";
}

function fieldText(value: unknown): string {
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : formatValue(value, "score");
  return cut(typeof value === "string" ? value : JSON.stringify(value));
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
