import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duplicateKey } from "../../../src/adapters/embedded/link-duplicates.js";
import { openStore, type Store } from "../../../src/adapters/embedded/store.js";
import type { Document, Trust } from "../../../src/domain/document.js";

async function put(store: Store, id: string, text: string, about: { tags?: string[]; trust?: Trust } = {}) {
  const embedding = new Float32Array([0, 0.6, 0, 0.8]);
  const passage = { id: `${id}#0`, page: null, headingPath: [], start: 0, end: text.length, text, embedding };
  const document = { id, title: id, url: null, publishedAt: null, duplicateOf: null, text };
  await store.putDocument({ ...document, tags: [], trust: "normal", ...about }, text, [passage]);
}

async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "footnote-duplicates-"));
  const store = openStore(directory, { create: true, embeddingModel: "hashing@1", dimension: 4 });
  try {
    await work(store);
  } finally {
    store.close();
    rmSync(directory, { recursive: true });
  }
}

const searched = (store: Store): string[] => Array.from(store.allPassages(), ({ documentId }) => documentId);

describe("documents that say the same", () => {
  it("are searched once, and all kept", () =>
    withStore(async (store) => {
      await put(store, "b.md", "The same text.");
      await put(store, "a.md", "The same text.");
      await put(store, "c.md", "Another text.");
      expect(searched(store)).toEqual(["a.md", "c.md"]);
      expect(await store.duplicates()).toEqual(new Map([["b.md", "a.md"]]));
      expect(store.getDocument("b.md")).toMatchObject({ text: "The same text.", duplicateOf: "a.md" });
      expect(store.getPassages(["a.md#0", "b.md#0"]).map(({ id }) => id)).toEqual(["a.md#0"]);
      expect(store.info()).toMatchObject({ documents: 3, duplicates: 1, passages: 2 });
      expect(store.verify()).toEqual([]);
    }));

  it("stand in for one that is removed or changed", () =>
    withStore(async (store) => {
      for (const id of ["a.md", "b.md", "c.md"]) await put(store, id, "The same text.");
      await store.removeDocuments(["a.md"]);
      expect(searched(store)).toEqual(["b.md"]);
      await put(store, "b.md", "A new text.");
      expect(searched(store)).toEqual(["b.md", "c.md"]);
    }));

  it("may differ in white space and composed letters, not in tags and trust", () => {
    const text = "Café\n\n- one  two";
    const about = { text, tags: ["news"], trust: "normal" } as const satisfies Partial<Document>;
    const key = duplicateKey({ ...about, tags: ["news"] });
    expect(duplicateKey({ ...about, tags: ["news"], text: " Cafe\u0301 - one two\n" })).toBe(key);
    expect(duplicateKey({ ...about, tags: [] })).not.toBe(key);
    expect(duplicateKey({ ...about, tags: ["news"], trust: "low" })).not.toBe(key);
    expect(duplicateKey({ ...about, tags: ["news"], text: "café - one two" })).not.toBe(key);
  });

  it("are linked as a map of texts says, after any puts and removals", async () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e");
    const step = fc.oneof(
      fc.record({ put: id, text: fc.constantFrom("one", "two", " one ") }),
      fc.record({ remove: fc.array(id, { minLength: 1, maxLength: 3 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), (steps) =>
        withStore(async (store) => {
          const model = new Map<string, string>();
          for (const step of steps) {
            if ("put" in step) {
              await put(store, step.put, step.text);
              model.set(step.put, step.text.trim());
            } else {
              await store.removeDocuments(step.remove);
              for (const removed of step.remove) model.delete(removed);
            }
            const ids = [...model.keys()].sort();
            const original = (of: string): string => ids.find((other) => model.get(other) === model.get(of))!;
            expect(searched(store)).toEqual(ids.filter((one) => original(one) === one));
            const links = ids.filter((one) => original(one) !== one).map((one) => [one, original(one)] as const);
            expect(await store.duplicates()).toEqual(new Map(links));
          }
        }),
      ),
      { numRuns: 30 },
    );
  });
});
