import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FootnoteError } from "../../src/domain/errors.js";
import type { IngestReport } from "../../src/ingest/ingest.js";
import { createUploadedFiles } from "../../src/uploads/uploaded-files.js";
import { createUploads, type UploadIngest, type UploadsOptions } from "../../src/uploads/uploads.js";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "footnote-uploads-"));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const REPORT: IngestReport = {
  ...{ added: 1, updated: 0, unchanged: 0, removed: 0, passages: 1 },
  ...{ duplicates: [], problems: [], otherFormats: {}, warnings: [], seconds: 0 },
};
const bytes = (text: string): Uint8Array => Buffer.from(text);

function uploadsInto(parts: Partial<UploadIngest> = {}, options: Partial<UploadsOptions> = {}) {
  const files = createUploadedFiles(join(base, "documents"));
  const done: string[] = [];
  let opened = 0;
  const uploads = createUploads({
    ...{ files, base, idPrefix: "documents/", idleMs: 20 },
    async open() {
      opened++;
      done.push("open");
      return {
        async ingest(paths) {
          done.push(`ingest ${String(await files.read(paths[0]!))}`);
          return REPORT;
        },
        removeFile: async () => 1,
        close: async () => void done.push("close"),
        ...parts,
      };
    },
    ...options,
  });
  return { uploads, files, done, opened: () => opened };
}

describe("uploads", () => {
  it("are stored one after the other, the later one last, in an index that is opened once", async () => {
    const { uploads, done } = uploadsInto();
    const reports = await Promise.all(["one", "two", "three"].map((text) => uploads.put("a.md", bytes(text))));
    expect(reports[0]).toMatchObject({ id: "documents/a.md", added: 1 });
    await uploads.close();
    expect(done).toEqual(["open", "ingest one", "ingest two", "ingest three", "close"]);
  });

  it("leave the index to other writers when none has come for a while", async () => {
    const { uploads, done } = uploadsInto();
    await uploads.put("a.md", bytes("one"));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(done).toEqual(["open", "ingest one", "close"]);
    await uploads.put("a.md", bytes("two"));
    await uploads.close();
    expect(done.slice(3)).toEqual(["open", "ingest two", "close"]);
  });

  it("change nothing when they cannot be read, and name what was sent, not where it is kept", async () => {
    const { uploads, files } = uploadsInto({
      ingest: async ([path]) => {
        const text = String(await files.read(path!));
        if (text !== "bad") return REPORT;
        throw new FootnoteError("NOTHING_TO_INGEST", `Nothing to ingest in ${path}. documents/a.md is empty.`);
      },
    });
    const refused = { code: "NOTHING_TO_INGEST", message: "Nothing to ingest in a.md. a.md is empty." };
    await expect(uploads.put("a.md", bytes("bad"))).rejects.toMatchObject(refused);
    expect(await files.read(files.pathOf("a.md"))).toBeNull();
    await uploads.put("a.md", bytes("good"));
    await expect(uploads.put("a.md", bytes("bad"))).rejects.toMatchObject(refused);
    expect(String(await files.read(files.pathOf("a.md")))).toBe("good");
    await uploads.close();
  });

  it("go on after a failure to open the index", async () => {
    let tries = 0;
    const ingest = { ingest: async () => REPORT, removeFile: async () => 1, close: async () => undefined };
    const { uploads } = uploadsInto(
      {},
      {
        open: async () => {
          if (tries++ === 0) throw new FootnoteError("INDEX_LOCKED", "Another process writes.");
          return ingest;
        },
      },
    );
    await expect(uploads.put("a.md", bytes("one"))).rejects.toMatchObject({ code: "INDEX_LOCKED" });
    expect(await uploads.put("a.md", bytes("one"))).toMatchObject({ added: 1 });
    await uploads.close();
  });

  it("are refused when too many wait", async () => {
    const { uploads } = uploadsInto({}, { maxWaiting: 2 });
    const results = await Promise.allSettled(["1", "2", "3"].map((name) => uploads.put(`${name}.md`, bytes(name))));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(results[2]).toMatchObject({ reason: { code: "OVERLOADED" } });
    await uploads.put("4.md", bytes("4"));
    await uploads.close();
  });

  it("can be removed, and nothing else can", async () => {
    const removed: string[] = [];
    const { uploads, files } = uploadsInto({
      removeFile: async (id) => (removed.push(id), id === "documents/gone.md" ? 0 : 1),
    });
    await uploads.put("a.md", bytes("one"));
    await uploads.remove("documents/a.md");
    expect(await files.read(files.pathOf("a.md"))).toBeNull();
    await expect(uploads.remove("documents/gone.md")).rejects.toMatchObject({ code: "DOCUMENT_UNKNOWN" });
    await expect(uploads.remove("notes/b.md")).rejects.toMatchObject({ code: "DOCUMENTS_READ_ONLY" });
    await expect(uploads.remove("documents/../footnote.md")).rejects.toMatchObject({ code: "INPUT_INVALID" });
    expect(removed).toEqual(["documents/a.md", "documents/gone.md"]);
    await uploads.close();
  });
});
