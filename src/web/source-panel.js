import { capitalize, element, formatDate, plural, VERDICTS, webAddress } from "./dom.js";
import { renderRichText } from "./rich-text.js";

const panel = document.querySelector("#source-panel");
const narrow = window.matchMedia("(max-width: 62rem)");
let openedBy = null;

/** Shows a source's passages, with what a claim rests on marked. On a narrow screen as a sheet over the page. */
export function openSource(source, claim, opener) {
  const evidence = (claim?.evidence ?? []).filter((span) => span.source === source.number);
  const marked = new Set(evidence.map((span) => span.passageId));
  const passages = [...source.passages].sort((a, b) => Number(marked.has(b.id)) - Number(marked.has(a.id)));
  panel.replaceChildren(
    renderHead(source),
    element(
      "div",
      { class: "panel-body" },
      claim && renderClaim(claim, evidence.length === 0),
      passages.map((passage) => renderPassage(passage, evidence)),
    ),
  );
  show(opener);
  const mark = panel.querySelector("mark");
  // Reading begins a little above the evidence, so that it is seen in its place.
  if (mark) panel.querySelector(".panel-body").scrollTop = Math.max(0, mark.offsetTop - 160);
}

export function closeSource() {
  if (panel.open) panel.close();
}

function show(opener) {
  markOpener(opener);
  if (!panel.open) {
    if (narrow.matches) panel.showModal();
    else panel.show();
  }
  document.body.classList.add("panel-open");
  panel.querySelector("h2").focus({ preventScroll: true });
}

function markOpener(opener) {
  openedBy?.removeAttribute("aria-expanded");
  openedBy = opener;
  openedBy?.setAttribute("aria-expanded", "true");
}

panel.addEventListener("close", () => {
  document.body.classList.remove("panel-open");
  if (openedBy?.isConnected) openedBy.focus({ preventScroll: true });
  markOpener(null);
});
// A click on the backdrop of the sheet closes it; the browser handles Escape only for a modal dialog.
panel.addEventListener("click", (event) => event.target === panel && panel.close());
document.addEventListener("keydown", (event) => event.key === "Escape" && closeSource());
narrow.addEventListener("change", closeSource);

function renderHead({ number, title, documentId, url, publishedAt }) {
  const address = webAddress(url);
  const place = address
    ? element("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, address.replace(/^https?:\/\//, ""))
    : element("a", { href: `/v1/documents?${new URLSearchParams({ id: documentId })}`, target: "_blank" }, documentId);
  return element(
    "header",
    { class: "panel-head" },
    element("span", { class: "source-number" }, String(number)),
    element(
      "div",
      {},
      element("h2", { id: "panel-title", tabindex: "-1" }, title),
      element("p", { class: "meta" }, place, publishedAt && element("span", {}, formatDate(publishedAt))),
    ),
    element("button", { type: "button", class: "close", onclick: closeSource, "aria-label": "Close source" }, "Close"),
  );
}

function renderClaim({ verdict, score, reason, evidence }, elsewhere) {
  const numbers = [...new Set(evidence.map((span) => span.source))];
  return element(
    "p",
    { class: "claim-check", dataset: { verdict } },
    element("strong", {}, `${capitalize(VERDICTS[verdict])} (${score.toFixed(2)}). `),
    reason,
    elsewhere && numbers.length > 0 && ` The evidence was found in source ${numbers.join(" and ")}.`,
  );
}

function renderPassage({ id, headingPath, page, text }, evidence) {
  const place = [page && `p. ${page}`, ...headingPath].filter(Boolean);
  const spans = evidence.filter((span) => span.passageId === id).sort((a, b) => a.start - b.start);
  const highlight = { spans, wrap: (children) => [element("mark", {}, children)] };
  return element(
    "section",
    { class: "passage", "aria-label": spans.length > 0 ? "Passage with the evidence" : "Passage" },
    place.length > 0 && element("p", { class: "heading-path" }, place.join(" › ")),
    renderRichText(text, [highlight]),
  );
}

/** Where a source comes from, in one line: its place, pages and date, how much of it was read. */
export function describeSource({ documentId, url, publishedAt, passages }) {
  const address = webAddress(url);
  return [
    address ? new URL(address).hostname.replace(/^www\./, "") : documentId,
    formatPages(passages),
    publishedAt && formatDate(publishedAt),
    passages.length > 1 && plural(passages.length, "passage"),
  ]
    .filter(Boolean)
    .join(" · ");
}

function formatPages(passages) {
  const pages = [...new Set(passages.map(({ page }) => page).filter(Boolean))].sort((a, b) => a - b);
  return pages.length > 0 && `${pages.length > 1 ? "pp." : "p."} ${pages.join(", ")}`;
}
