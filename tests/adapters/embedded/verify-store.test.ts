import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../../src/adapters/embedded/store.js";
import { documentOf, sampleModel } from "./sample-documents.js";

let directory: string;
let store: Store;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "footnote-verify-"));
  store = openStore(directory, { ...sampleModel, create: true });
  for (const [id, text] of [["a"], ["b", "Another text. It is b's."], ["copy of b", "Another text. It is b's."]]) {
    const { document, passages } = documentOf(id!, text);
    await store.putDocument(document, `hash of ${id}`, passages);
  }
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

function edit(sql: string): void {
  const database = new Database(join(directory, "footnote.sqlite"));
  database.pragma("foreign_keys = OFF");
  database.pragma("ignore_check_constraints = ON");
  database.exec(sql);
  database.close();
}

describe("verify", () => {
  it("finds nothing in a sound index", () => expect(store.verify()).toEqual([]));

  it.each([
    ["UPDATE documents SET title = 'x' WHERE id = 'a'", "Document a differs from its checksum"],
    ["UPDATE documents SET url = 'https://evil.example' WHERE id = 'a'", "Document a differs from its checksum"],
    ["UPDATE documents SET published_at = '1999-01-01' WHERE id = 'a'", "Document a differs from its checksum"],
    ["UPDATE documents SET tags = '[]' WHERE id = 'a'", "Document a differs from its checksum"],
    ["UPDATE documents SET trust = 'high' WHERE id = 'a'", "Document a differs from its checksum"],
    ["UPDATE documents SET content_hash = 'x' WHERE id = 'a'", "Document a differs from its checksum"],
    ["UPDATE documents SET duplicate_key = 'x' WHERE id = 'a'", "Document a differs from its checksum"],
    ["UPDATE documents SET revision = 9 WHERE id = 'a'", "Document a differs from its checksum"],
    ["UPDATE documents SET text = text || '.' WHERE id = 'a'", "The text of document a differs from its checksum"],
    ["UPDATE passages SET text = 'made up' WHERE id = 'a#1'", "passage a#1 differs from its checksum"],
    ["UPDATE passages SET start_offset = start_offset + 1 WHERE id = 'a#1'", "passage a#1 differs from its checksum"],
    ["UPDATE passages SET page = 7 WHERE id = 'a#1'", "passage a#1 differs from its checksum"],
    ["UPDATE passages SET heading_path = '{' WHERE id = 'a#0'", "passage a#0 differs from its checksum"],
    ["UPDATE passages SET id = 'a#2' WHERE id = 'a#1'", "passage a#2 differs from its checksum"],
    ["UPDATE passages SET embedding = zeroblob(16) WHERE id = 'a#0'", "embedding of passage a#0 differs"],
    ["UPDATE passages SET embedding = x'00000000' WHERE id = 'a#0'", "embedding of passage a#0 differs"],
    ["UPDATE passages SET number = -1 WHERE id = 'a#1'", "Document a has other passages than were written"],
    ["DELETE FROM passages WHERE id = 'a#1'", "Document a has 1 passages, not 2"],
    ["DELETE FROM passages WHERE document_id = 'a'", "Document a has no passages"],
    ["DELETE FROM documents WHERE id = 'a'", "Passage a#0 belongs to a, which is not in the index"],
    ["DELETE FROM documents WHERE id = 'a'; DELETE FROM passages WHERE document_id = 'a'", "2 documents, but 3 were"],
    ["UPDATE documents SET duplicate_of = 'x' WHERE id = 'copy of b'", "duplicate of x, which is not in the index"],
    ["UPDATE documents SET duplicate_of = 'a' WHERE id = 'copy of b'", "duplicate of a, which cannot be searched"],
    ["UPDATE documents SET duplicate_of = NULL WHERE id = 'copy of b'", "0 linked duplicates, but 1 were written"],
    ["UPDATE state SET documents_checksum = 1", "state differs from its checksum"],
    ["UPDATE state SET revision = 2", "state differs from its checksum"],
    ["DELETE FROM state", "lost its state"],
    ["DELETE FROM changes WHERE sequence = 2", "log of changes has 3 entries, not 4"],
    ["UPDATE changes SET document_id = 'b' WHERE sequence = 1", "entry 1 of its log of changes"],
    ["UPDATE changes SET sequence = 9 WHERE sequence = 4", "entry 4 of its log of changes"],
  ])("finds what is done by %s", (sql, problem) => {
    edit(sql);
    expect(store.verify().join("\n")).toContain(problem);
    if (!/'b'|copy|state/.test(sql)) expect(store.verify().join("\n")).not.toContain("b#");
  });

  it("finds a document that stands in the place of another", () => {
    edit(
      "UPDATE documents SET id = 'c', checksum = 7 WHERE id = 'a'; UPDATE passages SET document_id = 'c' WHERE document_id = 'a'",
    );
    expect(store.verify()).toContain("The documents are not those that were written.");
  });

  it.each([
    ["a vector that is not of unit length", { embedding: new Float32Array(4) }, "not a unit vector"],
    ["a vector of no numbers", { embedding: new Float32Array(4).fill(NaN) }, "not a unit vector"],
    ["a text that is not the document's", { text: "made up" }, "differs from its document's text at its offsets"],
    ["offsets of another place", { start: 1 }, "differs from its document's text at its offsets"],
  ])("finds %s, though it was written so", async (_, wrong, problem) => {
    const { document, passages } = documentOf("wrong", "Some text.");
    await store.putDocument(document, "hash", [{ ...passages[0]!, ...wrong }]);
    expect(store.verify()).toEqual([expect.stringContaining(problem)]);
  });

  it("finds a document without passages, though it was written so", async () => {
    await store.putDocument(documentOf("empty", "Some text.").document, "hash", []);
    expect(store.verify()).toEqual(["Document empty has no passages."]);
  });

  it("finds a broken page of the file", () => {
    const database = new Database(join(directory, "footnote.sqlite"));
    const page = database
      .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'passages_by_document'")
      .pluck()
      .get();
    database.close();
    store.close();
    const path = join(directory, "footnote.sqlite");
    const file = openSync(path, "r+");
    writeSync(file, Buffer.alloc(2, 0xff), 0, 2, (Number(page) - 1) * 4096 + 3);
    closeSync(file);
    expect(statSync(path).size).toBeGreaterThan(4096);
    store = openStore(directory, { ...sampleModel, create: false });
    expect(store.verify().join("\n")).toMatch(/SQLite reports|is damaged/);
  });
});
