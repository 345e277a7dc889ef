import type { AnswerTrace } from "../runs/answer-trace.js";
import type { ReportedClaim } from "./answer-row.js";
import { formatValue } from "./format-value.js";
import { excerpt, highlight, locateQuote, type TextSpan } from "./highlight.js";
import { markup, type Markup } from "./markup.js";

/** A passage the answer could rest on, with the quotations taken from it. */
export interface EvidencePassage {
  id: string;
  title: string;
  heading: string;
  text: string;
  score: number | null;
  /** Cross-encoder logit. */
  relevance: number | null;
  /** Number of the source it belongs to. */
  source: number | null;
  quotes: TextSpan[];
}

const CITED_LENGTH = 1_600;
const OTHER_LENGTH = 320;

/** The passages read for an answer, best first, each with its source number and what the claims quote of it. */
export function evidencePassages(trace: AnswerTrace, claims: readonly ReportedClaim[]): EvidencePassage[] {
  const sources = trace.answer?.sources ?? [];
  const sourceOf = new Map(sources.flatMap(({ number, passages }) => passages.map(({ id }) => [id, number] as const)));
  const quotes = claims.flatMap(({ evidence }) => evidence ?? []);
  return trace.ranked.map(({ passageId, title, heading, text, score, relevance }) => ({
    id: passageId,
    title,
    heading,
    text,
    score,
    relevance,
    source: sourceOf.get(passageId) ?? null,
    quotes: quotes
      .filter((quote) => quote.passageId === passageId)
      .flatMap(({ quote }) => locateQuote(text, quote) ?? []),
  }));
}

/** The passages as a list; `anchor` gives each source the id that its citation marks link to. */
export function evidenceList(passages: readonly EvidencePassage[], anchor: (source: number) => string): Markup {
  const anchored = new Set<number>();
  return markup`<ol class="passages">${passages.map((passage) => {
    const { source, title, heading, score, relevance, quotes } = passage;
    const first = source !== null && !anchored.has(source);
    if (first) anchored.add(source);
    const shown = excerpt(passage.text, quotes, quotes.length > 0 ? CITED_LENGTH : OTHER_LENGTH);
    return markup`<li${first && markup` id="${anchor(source)}"`}><p class="passage-head">${
      source !== null && markup`<span class="source">[${source}]</span> `
    }<b>${title || "Untitled"}</b>${heading && heading !== title && markup` › ${heading}`} <span class="scores">score ${formatValue(score, "score")}${
      relevance !== null && markup`, cross-encoder ${formatValue(relevance, "score")}`
    }</span></p><p class="passage" dir="auto">${highlight(shown.text, shown.spans)}</p></li>`;
  })}</ol>`;
}
