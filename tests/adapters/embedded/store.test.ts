import { fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store, type StoreOptions } from "../../../src/adapters/embedded/store.js";
import { documentOf } from "./sample-documents.js";

const model = { embeddingModel: "hashing@1", dimension: 4 };
let directory: string;
let opened: Store[];
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), "footnote-store-")), "index");
  opened = [];
});
afterEach(() => {
  for (const store of opened) store.close();
  rmSync(join(directory, ".."), { recursive: true, force: true });
});

function open(options: Partial<StoreOptions> = {}): Store {
  const store = openStore(directory, { ...model, create: true, ...options });
  opened.push(store);
  return store;
}
const path = (): string => join(directory, "footnote.sqlite");
const failure = (code: string) => expect.objectContaining({ code }) as Error;

async function put(store: Store, id: string, text?: string): Promise<void> {
  const { document, passages } = documentOf(id, text);
  await store.putDocument(document, `hash of ${text ?? id}`, passages);
}

describe("the store", () => {
  it("gives back what was put", async () => {
    const store = open();
    const { document, passages } = documentOf("docs/a.md");
    await store.putDocument(document, "hash", passages);
    expect(store.getDocument("docs/a.md")).toEqual(document);
    const stored = [...store.allPassages()];
    const { text: _text, id: documentId, duplicateOf: _of, ...about } = document;
    expect(stored).toEqual(passages.map((passage) => ({ ...passage, ...about, documentId })));
    expect(await store.contentHashes()).toEqual(new Map([["docs/a.md", "hash"]]));
    expect(store.info()).toMatchObject({ path: directory, documents: 1, passages: 2, embeddingModel: "hashing@1" });
    expect(store.info().bytes).toBeGreaterThan(0);
  });

  it("gives passages in the order of the ids, without unknown ones", async () => {
    const store = open();
    await put(store, "a");
    await put(store, "b");
    expect(store.getPassages(["b#1", "x", "a#0"]).map(({ id }) => id)).toEqual(["b#1", "a#0"]);
    expect(store.getDocument("x")).toBeNull();
  });

  it("replaces a document with its passages, and removes them together", async () => {
    const store = open();
    await put(store, "a");
    await put(store, "a", "Short.");
    expect([...store.allPassages()].map(({ text }) => text)).toEqual(["Short."]);
    await store.removeDocuments(["a", "unknown"]);
    expect(store.info()).toMatchObject({ documents: 0, passages: 0 });
    expect(store.verify()).toEqual([]);
  });

  it("stores all of a document or nothing", async () => {
    const store = open();
    await put(store, "a");
    const { document, passages } = documentOf("a", "Another text altogether.");
    const wrong = { ...passages[1]!, embedding: new Float32Array(3) };
    await expect(store.putDocument(document, "new", [passages[0]!, wrong])).rejects.toEqual(
      failure("INDEX_MODEL_MISMATCH"),
    );
    expect(store.getDocument("a")!.text).toBe("First passage of a. Second one 😀.");
    expect(store.verify()).toEqual([]);
  });

  it("lists passages by document and in reading order, whatever the order of writing", async () => {
    const store = open();
    for (const id of ["b", "a", "c", "a"]) await put(store, id);
    expect([...store.allPassages()].map(({ id }) => id)).toEqual(["a#0", "a#1", "b#0", "b#1", "c#0", "c#1"]);
  });

  it("lets readers work beside the writer, who see each write and a new version", async () => {
    const writer = open();
    await put(writer, "a");
    const reader = open({ create: false });
    const before = reader.version();
    expect(reader.version()).toBe(before);
    const iteration = reader.allPassages()[Symbol.iterator]();
    iteration.next();
    await put(writer, "b");
    expect([...{ [Symbol.iterator]: () => iteration }].map(({ id }) => id)).toEqual(["a#1"]);
    expect(reader.version()).not.toBe(before);
    expect(reader.info().documents).toBe(2);
  });

  it("can write and read what is new while it is being read in small turns", async () => {
    const store = open();
    for (const id of ["a", "b"]) await put(store, id);
    const reading = store.allPassages()[Symbol.iterator]();
    const first = reading.next().value as { id: string };
    await put(store, "c");
    await store.removeDocuments(["b"]);
    expect(store.getPassages(["c#0", "b#0"]).map(({ id }) => id)).toEqual(["c#0"]);
    expect(store.version()).toBe(4);
    const rest = [...{ [Symbol.iterator]: () => reading }];
    expect([first, ...rest].map(({ id }) => id)).toEqual(["a#0", "a#1", "b#0", "b#1"]);
  });

  it("tells many changes as of one moment, however late they are read", async () => {
    const store = open();
    const ids = Array.from({ length: 40 }, (_, i) => `d${String(i).padStart(2, "0")}`);
    for (const id of ids) await put(store, id);
    const changes = store.changesSince(0)!;
    await store.removeDocuments(ids);
    expect(changes).toMatchObject({ version: 40, documentIds: ids });
    const found = Array.from(changes.passages, ({ documentId }) => documentId);
    expect([...new Set(found)].sort()).toEqual(ids);
    expect([...store.changesSince(40)!.passages]).toEqual([]);
    expect(store.changesSince(41)).toMatchObject({ version: 41, documentIds: [] });
    expect(store.changesSince(42)).toBeNull();
  });

  it("reads a long document while its passages are used, and a short one at once", async () => {
    const store = open();
    const { document, passages } = documentOf("a");
    const long = Array.from({ length: 1_000 }, (_, i) => ({ ...passages[0]!, id: `a#${i}` }));
    await store.putDocument(document, "hash", long);
    await put(store, "b");
    store.close();
    opened.pop();
    const database = new Database(path());
    database.exec("UPDATE passages SET text = 'another' WHERE id = 'a#999'");
    database.close();

    const reader = open({ create: false });
    expect([...reader.changesSince(1)!.passages]).toHaveLength(2);
    const reading = reader.changesSince(0)!.passages[Symbol.iterator]();
    for (let i = 0; i < 999; i++) expect(reading.next().value).toMatchObject({ id: `a#${i}` });
    expect(() => reading.next()).toThrowError(failure("INDEX_CORRUPT"));
  });

  it("has one writer at a time", () => {
    const first = open();
    expect(() => open()).toThrowError(failure("INDEX_LOCKED"));
    first.close();
    opened.pop();
    expect(() => open()).not.toThrow();
  });
});

describe("opening", () => {
  it("needs an index when it may not make one", () => {
    expect(() => open({ create: false })).toThrowError(failure("INDEX_MISSING"));
    mkdirSync(directory);
    writeFileSync(path(), "");
    expect(() => open({ create: false })).toThrowError(failure("INDEX_MISSING"));
    expect(() => open()).not.toThrow();
  });

  it("refuses an index of another model or dimension", () => {
    open().close();
    opened.pop();
    const other = failure("INDEX_MODEL_MISMATCH");
    expect(() => open({ create: false, embeddingModel: "other@2" })).toThrowError(other);
    expect(() => open({ dimension: 8 })).toThrowError(other);
    expect(() => open({ create: false })).not.toThrow();
  });

  it.each([true, false])("refuses what is not a database (create: %s)", (create) => {
    mkdirSync(directory);
    writeFileSync(path(), "not a database, but long enough to look at ".repeat(200));
    expect(() => open({ create })).toThrowError(failure("INDEX_CORRUPT"));
  });

  it.each([true, false])("refuses the database of another program and leaves it as it was (create: %s)", (create) => {
    mkdirSync(directory);
    const foreign = new Database(path());
    foreign.exec("CREATE TABLE bookmarks (url TEXT)");
    foreign.close();
    const bytes = readFileSync(path());
    expect(() => open({ create })).toThrowError(failure("INDEX_CORRUPT"));
    expect(readFileSync(path()).equals(bytes)).toBe(true);
  });

  it("refuses another index format", () => {
    open().close();
    opened.pop();
    edit("UPDATE meta SET value = '99' WHERE key = 'schema_version'");
    expect(() => open({ create: false })).toThrowError(failure("INDEX_CORRUPT"));
  });

  it("undoes what a writer had half done when it was killed, for a reader too", async () => {
    await put(open(), "a");
    opened.pop()!.close();
    // In the middle of a change that SQLite journals, as when an index is closed.
    const database = new Database(path());
    for (const pragma of ["cache_size = 1", "cache_spill = 1"]) database.pragma(pragma);
    database.exec("BEGIN; UPDATE passages SET text = text || zeroblob(9000); UPDATE state SET revision = 9");
    const copies = [path(), `${path()}-journal`].map((file) => [file, readFileSync(file)] as const);
    database.exec("ROLLBACK");
    database.close();
    for (const [file, bytes] of copies) writeFileSync(file, bytes);
    expect(() => new Database(path(), { readonly: true }).pragma("schema_version")).toThrow(/readonly/);
    expect(open({ create: false }).verify()).toEqual([]);
  });

  it.each(["CREATE INDEX more ON passages (page)", "DROP INDEX passages_by_document"])(
    "refuses tables that are not those of its format (%s)",
    (sql) => {
      open().close();
      opened.pop();
      edit(sql);
      expect(() => open({ create: false })).toThrowError(failure("INDEX_CORRUPT"));
    },
  );

  it("refuses a folder that cannot be made", () => {
    mkdirSync(join(directory, ".."), { recursive: true });
    writeFileSync(directory, "a file");
    expect(() => open()).toThrowError(failure("FILE_UNREADABLE"));
  });
});

describe("damage", () => {
  it("is told as such when half of the file is lost", async () => {
    const store = open();
    for (let i = 0; i < 50; i++) await put(store, `document ${i}`, `Text ${i}. `.repeat(200).trim());
    opened.pop()!.close();
    truncateSync(path(), Math.floor(statSync(path()).size / 2));
    expect(() => [...open({ create: false }).allPassages()]).toThrowError(failure("INDEX_CORRUPT"));
  });
});

describe("a writer that is killed", () => {
  it("leaves a whole index, and the lock to the next", async () => {
    const script = fileURLToPath(new URL("./endless-writer.ts", import.meta.url));
    const child = fork(script, [directory], { execArgv: ["--import", "tsx"], stdio: "inherit" });
    await new Promise((resolve) => child.once("message", resolve));
    expect(() => openStore(directory, { embeddingModel: "hashing@1", dimension: 32, create: true })).toThrowError(
      failure("INDEX_LOCKED"),
    );
    await new Promise((resolve) => {
      child.once("exit", resolve);
      child.kill("SIGKILL");
    });
    for (const create of [false, true]) {
      const store = openStore(directory, { embeddingModel: "hashing@1", dimension: 32, create });
      expect(store.verify()).toEqual([]);
      expect(store.info().documents).toBeGreaterThanOrEqual(5);
      store.close();
    }
  }, 20_000);
});

function edit(sql: string): void {
  const database = new Database(path());
  database.pragma("foreign_keys = OFF");
  database.exec(sql);
  database.close();
}
