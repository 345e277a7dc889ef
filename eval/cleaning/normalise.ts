import { removeControlCharacters } from "../../src/text/control-characters.js";
import { splitBlocks } from "../../src/text/sentences.js";
import { repairMojibake } from "./mojibake.js";
import { changeTexts, rowTexts } from "./row.js";
import { filterRows, type Step } from "./step.js";

// Zero-width space, word joiner, byte order mark, soft hyphen. The joiners U+200C and U+200D stay: Persian, Indic
// scripts and emoji need them.
const INVISIBLE = /[\u200b\u2060\ufeff\u00ad]/g;
const SPACES = /[\t\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g;

const CHANGES: { name: string; change: (text: string) => string }[] = [
  { name: "mojibake repaired", change: repairMojibake },
  { name: "invisible characters removed", change: (text) => removeControlCharacters(text).replace(INVISIBLE, "") },
  { name: "Unicode composed (NFC)", change: (text) => text.normalize("NFC") },
  { name: "white space", change: normaliseSpace },
];

/**
 * The text in Unicode NFC, readable, with single spaces; code blocks and the indentation of lines stay. What one change
 * uncovers (text misread twice, for one) is changed as well, until nothing is left.
 */
export function normaliseText(text: string, onChange: (name: string) => void = () => {}): string {
  for (let before: string | null = null; before !== text;) {
    before = text;
    for (const { name, change } of CHANGES) {
      const changed = change(text);
      if (changed !== text) onChange(name);
      text = changed;
    }
  }
  return text;
}

/** Brings all texts into one form, so that texts which read the same are the same. */
export const normalise: Step = (context) =>
  filterRows(context, (row) => {
    const names = new Set<string>();
    changeTexts(row, (text) => normaliseText(text, (name) => names.add(name)));
    for (const name of names) context.findings.change("normalise", row, name);
    // A blank alternative matches any answer. It stays, since other fields may count positions in the list.
    if (row.answers?.includes("") && row.answers.some(Boolean)) {
      context.findings.flag("normalise", row, "blank alternative");
    }
    if (rowTexts(row).some((text) => text.includes("\ufffd"))) {
      context.findings.flag("normalise", row, "lost characters (U+FFFD)");
    }
    return true;
  });

function normaliseSpace(text: string): string {
  if (!/[\n`~]/.test(text)) return text.replace(SPACES, " ").trim();
  let result = "";
  let from = 0;
  for (const block of splitBlocks(text)) {
    if (block.kind !== "code") continue;
    result += spaceOfProse(text.slice(from, block.start)) + text.slice(block.start, block.end);
    from = block.end;
  }
  return (result + spaceOfProse(text.slice(from))).trim();
}

/** Runs of spaces and of blank lines become one; a line's indentation stays, its end is trimmed. */
function spaceOfProse(text: string): string {
  return text
    .split("\n")
    .map((line, i) => {
      const indentation = i === 0 ? "" : /^[ \t]*/.exec(line)![0];
      const rest = line.slice(indentation.length).replace(SPACES, " ");
      return (indentation + rest).replace(/(?<=\S) $|^\s+$/, "");
    })
    .join("\n")
    .replace(/\n{3,}/g, "\n\n");
}
