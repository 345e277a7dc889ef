import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { duplicateKey } from "../../../src/adapters/embedded/link-duplicates.js";
import type { IndexedPassage, PassageSource } from "../../../src/adapters/embedded/passage-source.js";
import { openStore, type Store } from "../../../src/adapters/embedded/store.js";
import type { Document } from "../../../src/domain/document.js";
import type { PassageDraft } from "../../../src/ports/document-store.js";
import { sampleModel } from "./sample-documents.js";

/** What the store should hold: the documents as they were put, by id. */
type Model = Map<string, Sample>;

interface Sample {
  document: Document;
  contentHash: string;
  passages: PassageDraft[];
}

const anyText = fc.oneof(
  fc.constantFrom("The same text.", "the\u0000same\ttext.", "Half a pair: \ud83d."),
  fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
);
const anyId = fc.constantFrom("a.md", "b.md", "c/ü.md", "😀.jsonl#1", "\uffff.md");
const anyVector = fc.constantFrom([1, 0, 0, 0], [0, 0.6, 0, 0.8], [-0.6, 0, 0.8, 0]).map((v) => new Float32Array(v));
const anyCut = fc.record({ from: fc.nat(30), length: fc.nat(30), page: fc.option(fc.nat(9)), embedding: anyVector });

const anySample: fc.Arbitrary<Sample> = fc
  .record({
    id: anyId,
    title: anyText,
    url: fc.option(fc.webUrl()),
    publishedAt: fc.option(fc.constantFrom("2026-05-04", "1999-12-31T23:59:59Z")),
    tags: fc.constantFrom<string[][]>([], ["news"], ["a", "b"]),
    trust: fc.constantFrom("high" as const, "normal" as const),
    // SQLite keeps UTF-8, which has no halves of pairs: they become U+FFFD.
    text: anyText.map(wellFormed),
    contentHash: fc.string(),
    headingPath: fc.array(anyText, { maxLength: 2 }),
    cuts: fc.array(anyCut, { minLength: 1, maxLength: 3 }),
  })
  .map(({ contentHash, headingPath, cuts, ...about }) => ({
    document: { ...about, title: wellFormed(about.title), duplicateOf: null },
    contentHash,
    passages: cuts.map(({ from, length, page, embedding }, i) => {
      const characters = Array.from(about.text);
      const start = characters.slice(0, from).join("").length;
      const text = characters.slice(from, from + length).join("");
      return { id: `${about.id}#${i}`, headingPath, page, start, end: start + text.length, text, embedding };
    }),
  }));

type Step =
  | { kind: "put" | "refused"; sample: Sample }
  | { kind: "remove"; ids: string[] }
  | { kind: "reopen" | "crash" | "follow" };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("put" as const), sample: anySample }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("refused" as const), sample: anySample }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const), ids: fc.array(anyId, { maxLength: 3 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("reopen" as const, "crash" as const, "follow" as const) }),
  },
);

it("holds what a map of documents holds, through adds, updates, deletes, crashes and reopening", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 16 }), async (steps) => {
      const root = mkdtempSync(join(tmpdir(), "footnote-model-"));
      let directory = join(root, "0");
      let store = openStore(directory, { ...sampleModel, create: true });
      const follower = createFollower();
      const model: Model = new Map();
      try {
        for (const [i, step] of steps.entries()) {
          if (step.kind === "put") {
            const { document, contentHash, passages } = step.sample;
            await store.putDocument(document, contentHash, passages);
            model.set(document.id, step.sample);
          } else if (step.kind === "refused") {
            const { document, contentHash, passages } = step.sample;
            await expect(store.putDocument(document, contentHash, [...passages, passages[0]!])).rejects.toThrow();
          } else if (step.kind === "remove") {
            await store.removeDocuments(step.ids);
            for (const id of step.ids) model.delete(id);
          } else if (step.kind === "reopen") {
            store.close();
            store = openStore(directory, { ...sampleModel, create: true });
          } else if (step.kind === "crash") {
            const next = join(root, String(i + 1));
            copyAsAfterPowerLoss(directory, next);
            store.close();
            directory = next;
            store = openStore(directory, { ...sampleModel, create: true });
          } else {
            const reader = openStore(directory, { ...sampleModel, create: false });
            follower.follow(reader);
            reader.close();
            expect(follower.passages()).toEqual(searched(model));
          }
          await compare(store, model);
        }
        expect(store.verify()).toEqual([]);
      } finally {
        store.close();
        rmSync(root, { recursive: true });
      }
    }),
    { numRuns: 15 },
  );
});

async function compare(store: Store, model: Model): Promise<void> {
  const expected = searched(model);
  expect([...store.allPassages()]).toEqual(expected);
  const ids = expected.map(({ id }) => id).reverse();
  expect(store.getPassages(["unknown", ...ids])).toEqual(expected.map(withoutEmbedding).reverse());
  expect(store.getVectors([...ids, "unknown"])).toEqual([...expected.map((p) => p.embedding).reverse(), null]);
  const links = await store.duplicates();
  for (const { document } of model.values()) {
    expect(store.getDocument(document.id)).toEqual({ ...document, duplicateOf: links.get(document.id) ?? null });
  }
  expect(await store.contentHashes()).toEqual(new Map(Array.from(model, ([id, { contentHash }]) => [id, contentHash])));
  const { documents, duplicates, passages } = store.info();
  expect([documents, duplicates, passages]).toEqual([model.size, links.size, expected.length]);
}

/** The passages that are searched: of documents that say the same, those of the one with the lowest id. */
function searched(model: Model): IndexedPassage[] {
  const taken = new Set<string>();
  const bytes = (id: string): Buffer => Buffer.from(id);
  const ids = [...model.keys()].sort((a, b) => Buffer.compare(bytes(a), bytes(b)));
  return ids.flatMap((id) => {
    const { document, passages } = model.get(id)!;
    const key = duplicateKey(document);
    if (taken.has(key)) return [];
    taken.add(key);
    const { title, url, publishedAt, tags, trust } = document;
    return passages.map((passage) => ({ ...passage, documentId: id, title, url, publishedAt, tags, trust }));
  });
}

/** A cache that knows the store by its changes alone. */
function createFollower(): { follow(source: PassageSource): void; passages(): IndexedPassage[] } {
  let version = 0;
  const known = new Map<string, IndexedPassage[]>();
  return {
    follow(source) {
      const changes = source.changesSince(version)!;
      expect(changes.version).toBe(source.version());
      for (const id of changes.documentIds) known.delete(id);
      for (const passage of changes.passages) {
        known.set(passage.documentId, [...(known.get(passage.documentId) ?? []), passage]);
      }
      version = changes.version;
    },
    passages: () =>
      [...known.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).flatMap((id) => known.get(id)!),
  };
}

/** Everything that was committed, and nothing that only the running process knows. */
function copyAsAfterPowerLoss(from: string, to: string): void {
  mkdirSync(to);
  for (const name of ["footnote.sqlite", "footnote.sqlite-wal", "footnote.acknowledged"]) {
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
  }
}

function withoutEmbedding({ embedding: _, ...passage }: IndexedPassage): Omit<IndexedPassage, "embedding"> {
  return passage;
}

function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
