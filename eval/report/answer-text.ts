import { findCitationMarks } from "../../src/text/citation-marks.js";
import { markup, type Markup, type Part } from "./markup.js";

export interface ClaimInText {
  text: string;
  start?: number;
  verdict: string;
}

/** Links a citation mark to what it cites; null for a mark that points to nothing. */
export type MarkTarget = (source: number) => string | null;

/** An answer with each claim underlined by its verdict and its marks linked. */
export function answerText(text: string, claims: readonly ClaimInText[], target: MarkTarget): Markup {
  const parts: Part[] = [];
  let from = 0;
  for (const claim of claims) {
    const start =
      claim.start !== undefined && text.startsWith(claim.text, claim.start)
        ? claim.start
        : text.indexOf(claim.text, from);
    if (start < from || claim.text === "") continue;
    const end = start + claim.text.length;
    parts.push(
      withMarks(text.slice(from, start), target),
      markup`<span class="claim ${verdictClass(claim.verdict)}">${withMarks(claim.text, target)}</span>`,
    );
    from = end;
  }
  return markup`${parts}${withMarks(text.slice(from), target)}`;
}

/** A text whose citation marks are links. */
export function withMarks(text: string, target: MarkTarget): Markup {
  const parts: Part[] = [];
  let from = 0;
  for (const { number, start, end } of findCitationMarks(text)) {
    const href = target(number);
    const mark = text.slice(start, end);
    parts.push(
      text.slice(from, start),
      href === null
        ? markup`<sup class="cite invalid" title="There is no such source">${mark}</sup>`
        : markup`<sup class="cite"><a href="${href}">${mark}</a></sup>`,
    );
    from = end;
  }
  return markup`${parts}${text.slice(from)}`;
}

const VERDICTS = ["supported", "partial", "unsupported", "contradicted", "uncited"];

/** Verdicts are data: one that is not known gets no class of its own. */
export function verdictClass(verdict: string): string {
  return VERDICTS.includes(verdict) ? `verdict-${verdict}` : "verdict-unknown";
}
