import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../../src/adapters/embedded/store.js";
import { documentOf, sampleModel } from "./sample-documents.js";

describe("a write that was acknowledged", () => {
  let root: string;
  let directory: string;
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "footnote-acknowledged-"));
    directory = join(root, "killed");
    const store = open(join(root, "live"));
    for (const id of ["a", "b", "c"]) await put(store, id);
    cpSync(join(root, "live"), directory, { recursive: true });
    rmSync(join(directory, "footnote.sqlite-shm"));
    store.close();
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const open = (folder = directory, create = true): Store => openStore(folder, { ...sampleModel, create });
  const file = (name: string): string => join(directory, name);
  async function put(store: Store, id: string): Promise<void> {
    const { document, passages } = documentOf(id);
    await store.putDocument(document, "hash", passages);
  }
  const lost = expect.objectContaining({
    code: "INDEX_CORRUPT",
    hint: expect.stringContaining("footnote.acknowledged") as string,
  }) as Error;

  it.each([
    ["a damaged byte in the log", () => flip(file("footnote.sqlite-wal"), 0.9)],
    ["a damaged byte in the log's first commit", () => flip(file("footnote.sqlite-wal"), 0.01)],
    ["the loss of the log's end", () => truncateSync(file("footnote.sqlite-wal"), 40_000)],
    ["the loss of the log", () => rmSync(file("footnote.sqlite-wal"))],
  ])("is missed after %s, by readers and writers", (_, damage) => {
    damage();
    expect(() => open(directory, false)).toThrowError(lost);
    expect(() => open()).toThrowError(lost);
  });

  it("is missed in an older copy of the index, until somebody says to go on with that", async () => {
    open().close();
    copyFileSync(file("footnote.sqlite"), join(root, "older"));
    const store = open();
    await put(store, "d");
    store.close();
    copyFileSync(join(root, "older"), file("footnote.sqlite"));
    expect(() => open()).toThrowError(lost);
    rmSync(file("footnote.acknowledged"));
    const older = open();
    expect(older.verify()).toEqual([]);
    expect(older.info().documents).toBe(3);
    older.close();
  });

  it.each([
    ["missing", () => rmSync(file("footnote.acknowledged"))],
    ["damaged", () => flip(file("footnote.acknowledged"), 0.7)],
    ["of another index", () => writeFileSync(file("footnote.acknowledged"), "x")],
  ])("is there when its note is %s, and the index gets a new id: caches beside it are void", (_, damage) => {
    const reader = open(directory, false);
    const before = reader.id();
    reader.close();
    damage();
    const store = open();
    expect(store.info().documents).toBe(3);
    expect(store.id()).not.toBe(before);
    store.close();
    const again = open();
    expect(again.id()).toBe(store.id());
    again.close();
  });

  it("keeps the index's id as long as its note is there", () => {
    const first = open();
    first.close();
    const second = open();
    expect(second.id()).toBe(first.id());
    second.close();
  });
});

function flip(path: string, share: number): void {
  const bytes = readFileSync(path);
  bytes[Math.floor(share * bytes.length)]! ^= 1;
  writeFileSync(path, bytes);
}
