/**
 * An element with properties and children. Strings become text nodes: nothing that comes from a document, a question
 * or a server is ever parsed as HTML.
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** `3 ms`, `420 ms`, `1.3 s` */
export function formatMs(ms) {
  if (ms < 0.95) return "under 1 ms";
  return ms < 995 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `1 passage`, `8 passages` */
export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

export function capitalize(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** `11 May 2026` from an ISO date; the text itself when it is none. */
export function formatDate(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** The address when it is one a reader can safely follow: a document may claim `javascript:...` as its own. */
export function webAddress(url) {
  return url && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null;
}

export const VERDICTS = {
  supported: "supported",
  partial: "partly supported",
  unsupported: "not supported",
  contradicted: "contradicted",
  uncited: "no citation",
};
