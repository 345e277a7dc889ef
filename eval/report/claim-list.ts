import { type MarkTarget, verdictClass, withMarks } from "./answer-text.js";
import type { ReportedClaim } from "./answer-row.js";
import type { EvidencePassage } from "./evidence.js";
import { formatValue } from "./format-value.js";
import { excerpt, highlight, locateQuote } from "./highlight.js";
import { markup, type Markup } from "./markup.js";

const MAX_QUOTES = 3;
const QUOTE_LENGTH = 420;

/** Each claim with its verdict, why, and the quoted evidence where it stands in its passage. */
export function claimList(
  claims: readonly ReportedClaim[],
  passages: readonly EvidencePassage[],
  target: MarkTarget,
): Markup {
  return markup`<ol class="claims">${claims.map((claim) => {
    const quotes = (claim.evidence ?? []).slice(0, MAX_QUOTES);
    return markup`<li><p dir="auto">${verdictBadge(claim.verdict)} ${withMarks(claim.text, target)}</p>
<p class="reason">${claim.reason} <span class="scores">support ${formatValue(claim.score, "score")}${otherVerdict(claim)}</span></p>${quotes.map(
      ({ passageId, quote }) =>
        quotation(
          quote,
          passages.find(({ id }) => id === passageId),
        ),
    )}</li>`;
  })}</ol>`;
}

/** The judge's verdict where it is not the engine's. */
function otherVerdict({ verdict, judged }: ReportedClaim): Markup | null {
  if (judged === undefined || judged === verdict) return null;
  return markup`; judged against all passages: ${verdictBadge(judged)}`;
}

export function verdictBadge(verdict: string): Markup {
  return markup`<span class="badge ${verdictClass(verdict)}">${verdict}</span>`;
}

function quotation(quote: string, passage: EvidencePassage | undefined): Markup {
  const span = passage ? locateQuote(passage.text, quote) : null;
  if (!passage || !span) return markup`<blockquote dir="auto"><mark>${quote}</mark></blockquote>`;
  const shown = excerpt(passage.text, [span], QUOTE_LENGTH);
  return markup`<blockquote dir="auto">${highlight(shown.text, shown.spans)} <cite>${
    passage.source !== null && `[${passage.source}] `
  }${passage.title}</cite></blockquote>`;
}
