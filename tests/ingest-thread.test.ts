import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type OpenedIngest, openIngest, openIngestThread } from "../src/compose.js";
import { FootnoteError } from "../src/domain/errors.js";
import type { IngestProgress } from "../src/ingest/ingest.js";

let base: string;
let opened: OpenedIngest[];
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "footnote-thread-"));
  mkdirSync(join(base, "docs"));
  opened = [];
});
afterEach(async () => {
  for (const { close } of opened) await close();
  rmSync(base, { recursive: true, force: true });
});

async function open(how: typeof openIngest, index = "index"): Promise<OpenedIngest> {
  const ingest = await how(join(base, index));
  opened.push(ingest);
  return ingest;
}
const write = (name: string, text: string): void => writeFileSync(join(base, "docs", name), text);
const failure = (code: string) => expect.objectContaining({ code, name: "FootnoteError" }) as Error;

describe("ingest in a thread", () => {
  it("does and tells what ingest does", async () => {
    write("a.md", "# Cells\n\nThey age.");
    write("b.txt", "They age faster in the heat.");
    write("c.zip", "PK");
    const { ingest } = await open(openIngestThread);
    const seen: IngestProgress[] = [];
    const options = { base, onProgress: (progress: IngestProgress) => seen.push(progress) };
    expect(await ingest([join(base, "docs")], options)).toMatchObject({
      added: 2,
      passages: 2,
      problems: [{ path: "docs/c.zip", code: "PATH_UNSUPPORTED" }],
    });
    expect(seen.map(({ done, total }) => [done, total])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(await ingest([join(base, "docs")], options)).toMatchObject({ added: 0, unchanged: 2 });
  });

  it("fails as ingest does, with the code and the next step", async () => {
    write("a.md", "They age.");
    const { ingest, close } = await open(openIngestThread);
    const error = await ingest([join(base, "nowhere")], { base }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FootnoteError);
    expect(error).toMatchObject({ code: "PATH_MISSING", hint: "Check the path; globs must be quoted." });
    await expect(ingest([join(base, "docs")], { base, signal: AbortSignal.abort() })).rejects.toEqual(
      failure("ABORTED"),
    );
    await expect(openIngestThread(join(base, "index"))).rejects.toEqual(failure("INDEX_LOCKED"));
    await close();
    await expect(ingest([join(base, "docs")], { base })).rejects.toEqual(failure("ABORTED"));
    await close();
    await open(openIngest);
  });

  it("leaves the caller's thread to others: it reads and writes no database there", async () => {
    write("a.md", "They age.");
    const prepare = vi.spyOn(Database.prototype, "prepare");
    try {
      const { ingest, close } = await open(openIngestThread);
      expect(await ingest([join(base, "docs")], { base })).toMatchObject({ added: 1 });
      await close();
      expect(prepare).not.toHaveBeenCalled();
      await open(openIngest);
      expect(prepare).toHaveBeenCalled();
    } finally {
      prepare.mockRestore();
    }
  });
});
