import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_INGEST_SETTINGS as settings } from "../../src/ingest/ingest.js";
import { type Preparation, prepareDocuments } from "../../src/ingest/prepare-documents.js";
import { createPreparer, type Preparer } from "../../src/ingest/preparer.js";
import { linesFrom, smallPdf } from "../doubles/small-pdf.js";

let folder: string;
let preparer: Preparer;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "footnote-preparer-"));
  // A thread takes about a second to start: one for all.
  preparer = createPreparer();
});
afterAll(async () => {
  await preparer.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
const prepare = (file: string, name: string, use = preparer): Promise<Preparation[]> =>
  collect(use.prepare(file, name, settings));

async function collect(preparations: AsyncIterable<Preparation>): Promise<Preparation[]> {
  const all: Preparation[] = [];
  for await (const preparation of preparations) all.push(preparation);
  return all;
}

describe("preparation in a worker", () => {
  it("gives what it gives without one, failures of records included", async () => {
    const rows = Array.from({ length: 200 }, (_, i) => (i % 40 === 7 ? "{" : `{"text": "${"Row. ".repeat(80)} ${i}"}`));
    const file = write("rows.jsonl", rows.join("\n"));
    const expected = await collect(prepareDocuments(file, "rows.jsonl", settings));
    expect(expected).toHaveLength(200);
    expect(await prepare(file, "rows.jsonl")).toEqual(expected);
  });

  it("keeps the page of every passage of a PDF", async () => {
    const pages = ["First.", "Second."].map((name) =>
      linesFrom(60, Array<string>(30).fill(`${name} Words of a line.`)),
    );
    const file = write("a.pdf", await smallPdf(pages));
    const [document] = await prepare(file, "a.pdf");
    const chunks = document!.outcome === "prepared" ? document!.chunks : [];
    expect(new Set(chunks.map(({ page }) => page))).toEqual(new Set([1, 2]));
  });

  it("gives up a file that takes too long, and goes on with the next", async () => {
    const impatient = createPreparer({ timeoutMs: 1 });
    const file = write("a.txt", "Some words. ".repeat(10_000));
    const expected = [{ outcome: "failed", id: "a.txt", error: { code: "FILE_TOO_COMPLEX" } }];
    expect(await prepare(file, "a.txt", impatient)).toMatchObject(expected);
    await impatient.close();
    expect(await prepare(file, "a.txt")).toMatchObject([{ outcome: "prepared" }]);
  });

  it("can be left in the middle", async () => {
    const file = write("rows.jsonl", `{"text": "${"Row. ".repeat(80)}"}\n`.repeat(300));
    for await (const { outcome } of preparer.prepare(file, "rows.jsonl", settings)) {
      expect(outcome).toBe("prepared");
      break;
    }
    expect(await prepare(file, "rows.jsonl")).toHaveLength(300);
  });
});
