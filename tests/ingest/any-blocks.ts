import fc from "fast-check";
import type { Block } from "../../src/ingest/extracted-document.js";

const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 14 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 6 }),
  fc.constantFrom(
    "Yes.",
    "no",
    "e.g.",
    "```",
    "~~~",
    "- x",
    "1.",
    "😀",
    "\ud83d",
    "\u00a0",
    "\n",
    "`a b`",
    "?",
    "A".repeat(90),
  ),
);
const line = fc.array(word, { maxLength: 40 }).map((words) => words.join(" "));

/** Blocks with texts of every kind of trouble. */
export const anyBlocks: fc.Arbitrary<Block[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("paragraph" as const), text: line, continues: fc.boolean() }),
    fc.record({ kind: fc.constant("heading" as const), level: fc.integer({ min: 1, max: 6 }), text: line }),
    fc.record({
      kind: fc.constant("list-item" as const),
      text: line,
      marker: fc.constantFrom("-", "3."),
      depth: fc.nat(6),
    }),
    fc.record({
      kind: fc.constant("code" as const),
      text: fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n")),
      language: fc.constantFrom("ts", null),
    }),
    fc.record({ kind: fc.constant("table-row" as const), text: line }),
  ),
  { maxLength: 12 },
);
