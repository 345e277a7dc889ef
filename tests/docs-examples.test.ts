import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openIngest } from "../src/compose.js";

const FOLDER = "docs/examples";
const examples = readdirSync(FOLDER);
const page = readFileSync("docs/integrations.md", "utf8");

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "footnote-examples-"));
  writeFileSync(
    join(folder, "bm25.md"),
    "# BM25\n\nBM25 is a ranking formula that scores a document by the words of the query. " +
      "BM25 divides by length, so that long documents win nothing by it.\n\n" +
      "## Where BM25 fails\n\nBM25 fails when query and document use different words for the same thing.\n",
  );
  const opened = await openIngest(join(folder, "index"));
  await opened.ingest([join(folder, "bm25.md")], { base: folder });
  await opened.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the examples of docs/integrations.md", () => {
  it("are the files that are type-checked and run", () => {
    const blocks = Array.from(page.matchAll(/^```ts\n([^]*?)^```$/gm), (match) => match[1]);
    const files = examples.map((file) => readFileSync(join(FOLDER, file), "utf8"));
    expect(blocks.toSorted()).toEqual(files.toSorted());
  });

  it.each([
    ["langchain-answer.ts", /answered BM25 is a ranking formula.*\[1\].*supported.*fails when query/s],
    ["langchain-retriever.ts", /BM25, .*bm25\.md.*Answer from the sources/s],
    ["mcp-client.ts", /status: 'answered'.*results/s],
  ])(
    "%s does what it shows",
    async (file, output) => {
      const env = { ...process.env, FOOTNOTE_INDEX: join(folder, "index") };
      const args = ["--import", "tsx", join(FOLDER, file)];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env });
      expect(stdout).toMatch(output);
    },
    60_000,
  );
});
