/**
 * What comes of a damaged index? Flips one byte at random places of every file of an index folder, cuts the files short,
 * takes them away, and lets another process search, write, search again and read traces. It must give the answers of the
 * undamaged index (ids, scores, texts, titles), a clear error, or what it has rebuilt: never another answer, and never a
 * crash or a raw error. Ends with 1 when it does.
 *
 *     npx tsx scripts/durability/damage.ts [--flips 200] [--seed 1] [--words 20] [--only REGEXP]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { tryEverything, formatTable } from "./damage-table.js";

const { values } = parseArgs({
  options: {
    flips: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    words: { type: "string", default: "20" },
    only: { type: "string", default: "" },
  },
});
const root = mkdtempSync(join(tmpdir(), "footnote-damage-"));
try {
  const rows = await tryEverything(root, {
    corpus: "data/corpus",
    flips: Number(values.flips),
    seed: Number(values.seed),
    maxWords: Number(values.words),
    only: new RegExp(values.only),
    onTrouble: (text) => console.error(text),
  });
  console.log(formatTable(rows));
  process.exitCode = rows.some((row) => row.counts.WRONG + row.counts.CRASH > 0) ? 1 : 0;
} finally {
  rmSync(root, { recursive: true });
}
