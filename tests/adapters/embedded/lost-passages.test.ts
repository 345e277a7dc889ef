import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../../src/adapters/embedded/store.js";
import { createIndex } from "../../../src/compose.js";
import type { PassageIndex } from "../../../src/ports/passage-index.js";
import { documentOf, sampleModel } from "./sample-documents.js";

describe("a passage that was found but is not in the store", () => {
  let directory: string;
  let store: Store;
  let index: PassageIndex;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), "footnote-lost-"));
    store = openStore(directory, { ...sampleModel, create: true });
    for (const id of ["a", "b"]) {
      const { document, passages } = documentOf(id, `Of ${id}.`);
      await store.putDocument(document, "hash", passages);
    }
    index = createIndex(store, sampleModel.dimension);
    expect(await index.searchLexical("of a b", 5)).not.toEqual([]);
  });
  afterEach(() => {
    store.close();
    rmSync(directory, { recursive: true });
  });
  const found = async (): Promise<string[]> => {
    const passages = await index.getPassages(["a#0", "unknown", "b#0"]);
    return passages.map(({ id }) => id);
  };

  it("is damage, when nothing was written in between", async () => {
    const database = new Database(join(directory, "footnote.sqlite"));
    database.exec("DELETE FROM passages WHERE id = 'a#0'");
    database.close();
    await expect(found()).rejects.toMatchObject({ code: "INDEX_CORRUPT" });
  });

  it("is left out, when a writer has removed it", async () => {
    await store.removeDocuments(["a"]);
    expect(await found()).toEqual(["b#0"]);
  });

  it("is left out, when the index never had it", async () => {
    expect(await found()).toEqual(["a#0", "b#0"]);
  });
});
