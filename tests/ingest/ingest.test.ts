import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../src/adapters/embedded/store.js";
import { embeddingText } from "../../src/ingest/embedding-text.js";
import { createIngest, type IngestProgress, type IngestReport } from "../../src/ingest/ingest.js";
import type { Embedder } from "../../src/ports/embedder.js";
import { createHashingEmbedder } from "../doubles/hashing-embedder.js";

let base: string;
let store: Store;
const embedder = createHashingEmbedder();

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "footnote-ingest-"));
  store = openStore(join(base, ".footnote"), { embeddingModel: embedder.modelId, dimension: 32, create: true });
});
afterEach(() => {
  store.close();
  rmSync(base, { recursive: true, force: true });
});

function write(files: Record<string, string | Uint8Array>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), content);
  }
}
const remove = (path: string): void => rmSync(join(base, path), { recursive: true });
const ingest = (paths: string[], use: Embedder = embedder, options = {}): Promise<IngestReport> =>
  createIngest({ store, embedder: use })(
    paths.map((path) => join(base, path)),
    { base, ...options },
  );
const ids = async (): Promise<string[]> => [...(await store.contentHashes()).keys()].sort();

describe("ingest", () => {
  it("stores documents whole, with passages that quote them and embeddings of title, headings and text", async () => {
    write({
      "docs/a.md": "# Storage\n\nCells age.\n\n## Heat\n\nIt ends them.",
      "docs/b.html": "<h1>Use</h1><p>Often.",
    });
    const report = await ingest(["docs"]);
    expect(report).toMatchObject({ added: 2, updated: 0, unchanged: 0, removed: 0, passages: 3, problems: [] });
    expect(store.verify()).toEqual([]);
    const [, second] = [...store.allPassages()];
    expect(second).toMatchObject({
      id: "docs/a.md#1",
      documentId: "docs/a.md",
      title: "Storage",
      headingPath: ["Heat"],
      text: "It ends them.",
    });
    expect(embeddingText(second!)).toBe("Storage > Heat\nIt ends them.");
    expect([...second!.embedding]).toEqual([...(await embedder.embedQuery("Storage > Heat\nIt ends them."))]);
  });

  it("writes only what changed, and removes what is gone", async () => {
    write({ "docs/a.md": "One.", "docs/b.md": "Two.", "docs/c.md": "Three." });
    await ingest(["docs"]);
    const version = store.version();
    expect(await ingest(["docs"])).toMatchObject({ added: 0, updated: 0, unchanged: 3, removed: 0, passages: 0 });
    expect(store.version()).toBe(version);

    write({ "docs/b.md": "Two, revised.", "docs/d.md": "Four." });
    remove("docs/c.md");
    expect(await ingest(["docs"])).toMatchObject({ added: 1, updated: 1, unchanged: 1, removed: 1 });
    expect(await ids()).toEqual(["docs/a.md", "docs/b.md", "docs/d.md"]);
    expect(store.getDocument("docs/b.md")!.text).toBe("Two, revised.");
    expect(store.verify()).toEqual([]);
  });

  it("refreshes documents that were cut with other settings", async () => {
    write({ "a.md": "One. Two." });
    await ingest(["a.md"]);
    const recut = createIngest({ store, embedder }, { chunk: { maxWords: 1, overlapSentences: 0 } });
    expect(await recut([join(base, "a.md")], { base })).toMatchObject({ updated: 1, passages: 2 });
  });

  it("neither doubles nor loses a document that is reached in two ways", async () => {
    write({ "docs/a.md": "One.", "docs/sub/b.md": "Two." });
    await ingest(["docs"]);
    expect(await ingest(["docs/sub/b.md"])).toMatchObject({ unchanged: 1, removed: 0 });
    expect(await ingest(["docs/sub", "docs/sub/b.md"])).toMatchObject({ unchanged: 1, removed: 0 });
    expect(await ingest(["docs/*.md"])).toMatchObject({ unchanged: 1, removed: 0 });
    expect(await ids()).toEqual(["docs/a.md", "docs/sub/b.md"]);

    remove("docs/sub/b.md");
    expect(await ingest(["docs"])).toMatchObject({ unchanged: 1, removed: 1 });
    expect(await ids()).toEqual(["docs/a.md"]);
  });

  it("leaves documents of other folders alone, even of one whose name begins alike", async () => {
    write({ "docs/a.md": "One.", "docs-old/b.md": "Two." });
    await ingest(["docs", "docs-old"]);
    remove("docs-old");
    expect(await ingest(["docs"])).toMatchObject({ removed: 0 });
    expect(await ids()).toEqual(["docs-old/b.md", "docs/a.md"]);
  });

  it("removes nothing when a whole path is missing", async () => {
    write({ "docs/a.md": "One.", "more/b.md": "Two." });
    await ingest(["docs", "more"]);
    remove("docs");
    await expect(ingest(["docs", "more"])).rejects.toMatchObject({ code: "PATH_MISSING" });
    expect(await ids()).toEqual(["docs/a.md", "more/b.md"]);
  });

  it("reports each bad file with its reason and goes on", async () => {
    write({
      "docs/binary.md": new Uint8Array([0, 1, 2, 3]),
      "docs/deep.html": "<div>".repeat(100_000),
      "docs/empty.md": "",
      "docs/good.md": "One good sentence.",
      "docs/heading.md": "# Only a heading",
      "docs/large.txt": Buffer.alloc(50 * 1024 * 1024, "a"),
    });
    const report = await ingest(["docs"]);
    expect(report.added).toBe(1);
    expect(report.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "docs/binary.md FILE_BINARY",
      "docs/deep.html FILE_TOO_NESTED",
      "docs/empty.md FILE_EMPTY",
      "docs/heading.md FILE_EMPTY",
      "docs/large.txt FILE_TOO_LARGE",
    ]);
    expect(store.verify()).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)("keeps what it knows of a file or folder that cannot be read", async () => {
    write({ "docs/a.md": "One.", "docs/b.md": "Two.", "docs/sub/c.md": "Three." });
    await ingest(["docs"]);
    chmodSync(join(base, "docs/b.md"), 0);
    chmodSync(join(base, "docs/sub"), 0);
    const report = await ingest(["docs"]);
    chmodSync(join(base, "docs/sub"), 0o700);
    expect(report.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "docs/b.md FILE_UNREADABLE",
      "docs/sub FILE_UNREADABLE",
    ]);
    expect(await ids()).toEqual(["docs/a.md", "docs/b.md", "docs/sub/c.md"]);
  });

  it("forgets the old text of a file that has none any more", async () => {
    write({ "docs/a.md": "One.", "docs/b.md": "Two." });
    await ingest(["docs"]);
    write({ "docs/b.md": "" });
    expect(await ingest(["docs"])).toMatchObject({ removed: 1, problems: [{ code: "FILE_EMPTY" }] });
    expect(await ids()).toEqual(["docs/a.md"]);
  });

  it("says so when there is nothing to ingest, and why", async () => {
    write({ "docs/readme.pdf": "x", "bad/a.md": "" });
    mkdirSync(join(base, "empty"));
    await expect(ingest(["empty"])).rejects.toMatchObject({ code: "NOTHING_TO_INGEST" });
    await expect(ingest(["docs"])).rejects.toMatchObject({ code: "NOTHING_TO_INGEST" });
    await expect(ingest(["none*.md"])).rejects.toMatchObject({ code: "NOTHING_TO_INGEST" });
    write({ "other/a.mdx": "x", "other/Makefile": "x" });
    await expect(ingest(["other"])).rejects.toMatchObject({
      message: expect.stringMatching(/other\. Files that end in \.mdx are not read\.$/) as string,
    });
    await expect(ingest(["bad"])).rejects.toMatchObject({
      code: "NOTHING_TO_INGEST",
      message: expect.stringContaining("bad/a.md is empty") as string,
    });
  });

  it("names a PDF that asks for a password, and indexes the others of its folder", async () => {
    write({ "docs/a.md": "Wells are dug by hand." });
    for (const by of ["user", "owner"]) {
      const fixture = new URL(`../fixtures/ingest/encrypted-${by}-password.pdf`, import.meta.url);
      copyFileSync(fixture, join(base, `docs/${by}.pdf`));
    }
    expect(await ingest(["docs"])).toMatchObject({
      added: 2,
      problems: [
        {
          path: "docs/user.pdf",
          code: "FILE_ENCRYPTED",
          message: "docs/user.pdf is encrypted with a password.",
          hint: "Save a copy without a password, and ingest that.",
        },
      ],
    });
    expect(await ids()).toEqual(["docs/a.md", "docs/owner.pdf"]);
    await expect(ingest(["docs/user.pdf"])).rejects.toMatchObject({
      code: "NOTHING_TO_INGEST",
      message: expect.stringContaining("docs/user.pdf is encrypted with a password") as string,
      hint: "Save a copy without a password, and ingest that.",
    });
  });

  it("says of links that lead nowhere what they are, and names every file as its document", async () => {
    write({ "docs/a.md": "One.", "docs/b.zip": "PK" });
    symlinkSync("nowhere.md", join(base, "docs/dangling.md"));
    symlinkSync("circle.md", join(base, "docs/circle.md"));
    expect((await ingest(["docs"])).problems).toEqual([
      {
        path: "docs/b.zip",
        code: "PATH_UNSUPPORTED",
        message: "docs/b.zip is an archive; unpack it and name the folder.",
        hint: expect.any(String) as string,
      },
      {
        path: "docs/circle.md",
        code: "FILE_UNREADABLE",
        message: "docs/circle.md is a link that leads back to itself.",
        hint: "Remove the link, or let it lead to a file.",
      },
      {
        path: "docs/dangling.md",
        code: "FILE_UNREADABLE",
        message: "docs/dangling.md is a link to what is not there, or was just removed.",
        hint: "Remove the link, or let it lead to a file.",
      },
    ]);
  });

  it("tells its progress, document by document", async () => {
    write({ "docs/a.md": "One.", "docs/b.md": "" });
    const progress: IngestProgress[] = [];
    await ingest(["docs"], embedder, { onProgress: (event: IngestProgress) => progress.push(event) });
    expect(progress.map(({ done, total }) => `${done}/${total}`)).toEqual(["1/2", "2/2"]);
    expect(progress.map(({ path }) => path).sort()).toEqual(["docs/a.md", "docs/b.md"]);
  });

  it("leaves a whole index when it is stopped, and goes on from there", async () => {
    write(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`docs/${i}.md`, `Text number ${i}.`])));
    const stop = new AbortController();
    const onProgress = ({ done }: IngestProgress): void => {
      if (done === 5) stop.abort();
    };
    await expect(ingest(["docs"], embedder, { signal: stop.signal, onProgress })).rejects.toMatchObject({
      code: "ABORTED",
    });
    const stored = store.info().documents;
    expect(stored).toBeGreaterThanOrEqual(5);
    expect(stored).toBeLessThan(10);
    expect(store.verify()).toEqual([]);
    expect(await ingest(["docs"])).toMatchObject({ added: 20 - stored, unchanged: stored });
  });

  it("stops at the first failure of the embedder, with nothing written after it", async () => {
    write(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`docs/${i}.md`, `Text number ${i}.`])));
    let calls = 0;
    const failing: Embedder = {
      ...embedder,
      async embedPassages(texts) {
        if (++calls > 3) throw new Error("out of memory");
        return embedder.embedPassages(texts);
      },
    };
    await expect(ingest(["docs"], failing)).rejects.toThrow("out of memory");
    expect(store.info().documents).toBe(3);
    expect(store.verify()).toEqual([]);
  });
});

describe("ingest of JSONL", () => {
  const rows = (...records: unknown[]): string =>
    records.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n");

  it("stores a document for each line, skips malformed ones, and writes only what changed", async () => {
    write({ "docs/rows.jsonl": rows({ id: "a", text: "One." }, "{", { text: "Three." }), "docs/b.md": "Two." });
    expect(await ingest(["docs"])).toMatchObject({ added: 3, problems: [{ path: "docs/rows.jsonl#2" }] });
    expect(await ids()).toEqual(["docs/b.md", "docs/rows.jsonl#3", "docs/rows.jsonl#a"]);
    expect([...store.allPassages()].map(({ id }) => id)).toContain("docs/rows.jsonl#a#0");

    write({
      "docs/rows.jsonl": rows({ id: "a", text: "One, revised." }, { id: "c", text: "New." }, { text: "Three." }),
    });
    expect(await ingest(["docs"])).toMatchObject({ added: 1, updated: 1, unchanged: 2, removed: 0, problems: [] });
    expect(store.getDocument("docs/rows.jsonl#a")!.text).toBe("One, revised.");
    expect(store.verify()).toEqual([]);
  });

  it("removes documents whose line is gone, and all of them with the file", async () => {
    write({ "rows.jsonl": rows({ id: "a", text: "One." }, { id: "b", text: "Two." }), "c.md": "Three." });
    await ingest(["."]);
    write({ "rows.jsonl": rows({ id: "b", text: "Two." }) });
    expect(await ingest(["rows.jsonl"])).toMatchObject({ unchanged: 1, removed: 1 });
    expect(await ids()).toEqual(["c.md", "rows.jsonl#b"]);
    remove("rows.jsonl");
    expect(await ingest(["."])).toMatchObject({ unchanged: 1, removed: 1 });
    expect(await ids()).toEqual(["c.md"]);
  });

  it("keeps a file whose name looks like a record's", async () => {
    write({ "docs/rows.jsonl": rows({ id: "a", text: "One." }), "docs/rows.jsonl#b.md": "Two." });
    await ingest(["docs"]);
    expect(await ingest(["docs"])).toMatchObject({ unchanged: 2, removed: 0 });
    remove("docs/rows.jsonl");
    expect(await ingest(["docs"])).toMatchObject({ unchanged: 1, removed: 1 });
    expect(await ids()).toEqual(["docs/rows.jsonl#b.md"]);
  });

  it.skipIf(process.getuid?.() === 0)("keeps what it knows of a file that cannot be read", async () => {
    write({ "rows.jsonl": rows({ id: "a", text: "One." }), "b.md": "Two." });
    await ingest(["."]);
    chmodSync(join(base, "rows.jsonl"), 0);
    expect(await ingest(["."])).toMatchObject({ removed: 0, problems: [{ code: "FILE_UNREADABLE" }] });
    expect(await ids()).toEqual(["b.md", "rows.jsonl#a"]);
  });
});

describe("ingest of a messy folder", () => {
  const russian = "Поиск находит отрывки в документах и показывает источник каждого предложения.";

  it("indexes what it can, and reports the rest", async () => {
    write({
      "notes/.gitignore": "drafts/\n*.tmp.md",
      "notes/drafts/a.md": "A draft.",
      "notes/b.tmp.md": "Temporary.",
      "notes/guide.rst": "Guide\n=====\n\nHeat\n----\n\nHeat ages cells.",
      "notes/manual.adoc": "= Manual\n\n== Cold\n\nCold slows them.",
      "notes/server.log": "12:00 started\n12:01 stopped",
      "notes/rows.jsonl": '{"id":"a","text":"A record."}\n{"id":',
      "notes/russian.txt": russian,
      "notes/backup.zip": "PK",
      "notes/old/logs.tar.gz": "x",
      "notes/paper.pdf": "%PDF-1.7",
      "notes/plan.docx": "PK",
      "notes/photo.png": "x",
      "notes/broken.md": new Uint8Array([0, 1, 2]),
    });
    const report = await ingest(["notes", "notes/paper.pdf"]);
    expect(report).toMatchObject({ added: 5, passages: 5 });
    expect(report.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "notes/backup.zip PATH_UNSUPPORTED",
      "notes/broken.md FILE_BINARY",
      "notes/old/logs.tar.gz PATH_UNSUPPORTED",
      "notes/paper.pdf FILE_DAMAGED",
      "notes/plan.docx PATH_UNSUPPORTED",
      "notes/rows.jsonl#2 RECORD_INVALID",
    ]);
    expect(report.warnings).toEqual([
      { path: "notes/russian.txt", message: expect.stringContaining("mostly in Cyrillic script") as string },
    ]);
    const passages = [...store.allPassages()];
    expect(passages.find(({ documentId }) => documentId === "notes/guide.rst")).toMatchObject({
      title: "Guide",
      headingPath: ["Heat"],
      text: "Heat ages cells.",
    });
    for (const { documentId, start, end, text } of passages) {
      expect(store.getDocument(documentId)!.text.slice(start, end)).toBe(text);
    }
    expect(store.verify()).toEqual([]);
    expect(await ingest(["notes"])).toMatchObject({ added: 0, updated: 0, unchanged: 5, removed: 0 });
  });

  it("warns once of a file of records in a script that the models do not cover", async () => {
    write({ "rows.jsonl": Array.from({ length: 3 }, () => JSON.stringify({ text: russian })).join("\n") });
    const { added, warnings } = await ingest(["rows.jsonl"]);
    expect(added).toBe(3);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^3 documents of rows\.jsonl are mostly in Cyrillic script/),
    ]);
  });
});

describe("ingest of sources with metadata", () => {
  it("stores what files and sidecars say, and brings documents up to date when a sidecar changes", async () => {
    write({
      "docs/a.md": "---\ntags: [Storage, heat]\ndate: 2026-05-04\ntrust: low\n---\n# A\n\nOne.",
      "docs/b.html": '<meta name="keywords" content="cells, age"><h1>B</h1><p>Two.</p>',
      "docs/c.jsonl": '{"text": "Three.", "tags": ["x"], "trust": "high"}',
    });
    await ingest(["docs"]);
    const about = (id: string) => store.getDocument(id)!;
    expect(about("docs/a.md")).toMatchObject({ tags: ["heat", "storage"], trust: "low", publishedAt: "2026-05-04" });
    expect(about("docs/b.html")).toMatchObject({ tags: ["age", "cells"], trust: "normal" });
    expect(about("docs/c.jsonl#1")).toMatchObject({ tags: ["x"], trust: "normal" });

    write({ "docs/.footnote.json": '{"tags": ["all"], "files": {"c.jsonl": {"trust": "high"}}}' });
    expect(await ingest(["docs"])).toMatchObject({ updated: 3 });
    expect(await ingest(["docs/c.jsonl"])).toMatchObject({ unchanged: 1 });
    expect(about("docs/b.html").tags).toEqual(["age", "all", "cells"]);
    expect(about("docs/c.jsonl#1").trust).toBe("high");
  });

  it("ingests nothing when a sidecar cannot be understood", async () => {
    write({ "docs/a.md": "One.", "docs/.footnote.json": '{"trust": "lo"}' });
    await expect(ingest(["docs"])).rejects.toMatchObject({ code: "METADATA_INVALID" });
    expect(await ids()).toEqual([]);
  });
});

describe("ingest of duplicates", () => {
  it("links them, says so once, and searches another one when the original goes", async () => {
    write({ "a/one.md": "# T\n\nThe same text.", "b/copy.txt": "T\n\nThe same text.", "c.md": "Another." });
    const link = { path: "b/copy.txt", duplicateOf: "a/one.md" };
    expect(await ingest(["."])).toMatchObject({ added: 3, duplicates: [link] });
    expect(await ingest(["."])).toMatchObject({ unchanged: 3, duplicates: [] });
    expect(store.info()).toMatchObject({ documents: 3, duplicates: 1, passages: 2 });

    remove("a/one.md");
    expect(await ingest(["a", "c.md"])).toMatchObject({ removed: 1 });
    expect(Array.from(store.allPassages(), ({ id }) => id)).toEqual(["b/copy.txt#0", "c.md#0"]);
    expect(store.verify()).toEqual([]);
  });
});
