import { element } from "./dom.js";

const LIST_MARKER = /^\s*(?:[-*•]|(\d{1,3})[.)])\s+/;
const FENCE = /^\s*(```|~~~)/;
const INLINE_CODE = /(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g;

/**
 * Text as paragraphs, lists, tables and code. `layers` dress ranges of it, outermost first: each has `spans`
 * (`{ start, end }` into the text, in order) and `wrap(children, span, range)`, which returns the nodes that stand for
 * the part `range` of a span.
 */
export function renderRichText(text, layers) {
  const inline = (start, end) => renderRange(text, start, end, [...layers, codeLayer(text)]);
  const plain = (start, end) => renderRange(text, start, end, layers);
  const nodes = [];
  for (const block of blocksOf(text)) {
    const last = nodes.at(-1);
    if (block.kind === "code") {
      nodes.push(element("pre", { tabindex: "0" }, element("code", {}, plain(block.start, block.end))));
    } else if (block.kind === "list-item") {
      const tag = block.ordinal ? "ol" : "ul";
      const list = last?.localName === tag ? last : element(tag, { start: block.ordinal });
      list.append(element("li", {}, inline(block.start, block.end)));
      if (list !== last) nodes.push(list);
    } else if (block.kind === "table-row") {
      const table = last?.className === "table" ? last : element("div", { class: "table", tabindex: "0" });
      table.append(element("div", {}, inline(block.start, block.end)));
      if (table !== last) nodes.push(table);
    } else {
      nodes.push(element("p", {}, inline(block.start, block.end)));
    }
  }
  return nodes;
}

/** Lines of a text, with list markers and code fences left out, as `{ kind, start, end }`. */
function blocksOf(text) {
  const blocks = [];
  let fence = null;
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length;
    const mark = FENCE.exec(line)?.[1];
    if (fence) {
      if (mark === fence.mark) {
        blocks.push({ kind: "code", start: fence.start, end: Math.max(fence.start, start - 1) });
        fence = null;
      }
    } else if (mark) {
      fence = { mark, start: Math.min(end + 1, text.length) };
    } else if (line.trim()) {
      const marker = LIST_MARKER.exec(line);
      if (marker) blocks.push({ kind: "list-item", ordinal: marker[1], start: start + marker[0].length, end });
      else blocks.push({ kind: line.trimStart().startsWith("|") ? "table-row" : "paragraph", start, end });
    }
    start = end + 1;
  }
  if (fence && fence.start < text.length) blocks.push({ kind: "code", start: fence.start, end: text.length });
  return blocks;
}

function renderRange(text, start, end, [layer, ...inner]) {
  if (!layer) return start < end ? [text.slice(start, end)] : [];
  const nodes = [];
  let at = start;
  for (const span of layer.spans) {
    const from = Math.max(span.start, at);
    const to = Math.min(span.end, end);
    if (from >= to) continue;
    nodes.push(...renderRange(text, at, from, inner));
    nodes.push(...layer.wrap(renderRange(text, from, to, inner), span, { start: from, end: to }));
    at = to;
  }
  nodes.push(...renderRange(text, at, end, inner));
  return nodes;
}

function codeLayer(text) {
  const spans = Array.from(text.matchAll(INLINE_CODE), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    ticks: match[1].length,
  }));
  return {
    spans,
    // A range that begins or ends inside the code (at the edge of a highlight) has no backticks there to leave out.
    wrap: (_children, span, { start, end }) => [
      element("code", {}, text.slice(Math.max(start, span.start + span.ticks), Math.min(end, span.end - span.ticks))),
    ],
  };
}

// As in the engine's own reading of an answer: a mark does not stand after a word or bracket, as in `rows[0]`. The word
// before it is taken along, so that no line begins with a number.
const MARKS = /(?:([^\s`[\]]{1,24})? )?(?<![\p{L}\p{N}_)"'`\]])((?:\[\d{1,4}\])+)([.!?…]*)/gu;

/** Citation marks of an answer, in rows, each with the word before it and the punctuation after it. */
export function citationRows(text) {
  const code = codeLayer(text).spans;
  return Array.from(text.matchAll(MARKS), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    word: match[1] ?? "",
    numbers: Array.from(match[2].matchAll(/\d+/g), Number),
    punctuation: match[3],
  })).filter((row) => !code.some((span) => span.start < row.end && row.start < span.end));
}
