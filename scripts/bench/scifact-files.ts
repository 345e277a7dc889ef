/**
 * Writes the documents of a collection in BEIR's layout as text files, for measuring ingest on thousands of files.
 *
 *     npx tsx scripts/bench/scifact-files.ts ../shared/evals/ir/scifact /tmp/scifact
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openRetrievalSet } from "../../eval/data/retrieval-set.js";

const [collection, folder] = process.argv.slice(2);
if (!collection || !folder) throw new Error("Give the collection's folder and a folder to write to.");
mkdirSync(folder, { recursive: true });
const { documents } = await openRetrievalSet(collection);
let count = 0;
for await (const { id, title, text } of documents()) {
  writeFileSync(join(folder, `${id}.md`), `# ${title}\n\n${text}\n`);
  count++;
}
console.log(`${count} files in ${folder}`);
