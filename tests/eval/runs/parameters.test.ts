import { mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { codeVersion, describeIndex, hashPath } from "../../../eval/runs/parameters.js";
import { openStore } from "../../../src/adapters/embedded/store.js";
import { createHashingEmbedder } from "../../doubles/hashing-embedder.js";
import { useTemporaryFolder } from "../doubles/temporary-folder.js";

const temporary = useTemporaryFolder();

describe("the hash of data", () => {
  it("goes by the content of a file, wherever it lies", () => {
    const first = hashPath(temporary.write("a.jsonl", "one\n"));
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(hashPath(temporary.write("b.jsonl", "one\n"))).toBe(first);
    expect(hashPath(temporary.write("a.jsonl", "one\ntwo\n"))).not.toBe(first);
  });

  it("of a folder changes with the content, the name and the number of its files, deep ones too", () => {
    mkdirSync(temporary.path("set/qrels"), { recursive: true });
    const files: [name: string, content: string][] = [
      ["set/corpus.jsonl", "documents"],
      ["set/qrels/test.tsv", "judgements"],
      ["set/qrels/test.tsv", "other judgements"],
      ["set/qrels/dev.tsv", "other judgements"],
    ];
    const hashes = files.map(([name, content]) => {
      temporary.write(name, content);
      return hashPath(temporary.path("set"));
    });
    expect(new Set(hashes).size).toBe(files.length);
    expect(hashPath(temporary.path("set"))).toBe(hashes.at(-1));
  });

  it("cannot be taken of what is not there", () => {
    const path = temporary.path("none.jsonl");
    expect(() => hashPath(path)).toThrow(
      expect.objectContaining({ code: "PATH_MISSING", message: `${path} does not exist.` }),
    );
  });

  it("tells two files from one that holds both, with the other's name between", () => {
    mkdirSync(temporary.path("two"));
    mkdirSync(temporary.path("one"));
    temporary.write("two/a", "x");
    temporary.write("two/b", "y");
    temporary.write("one/a", "xb\0y");
    expect(hashPath(temporary.path("one"))).not.toBe(hashPath(temporary.path("two")));
  });
});

describe("the version of the code", () => {
  it("is the package's, with a hash of the source that stays while the source does", () => {
    expect(codeVersion()).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });
});

describe("the description of an index", () => {
  const embedder = createHashingEmbedder({ dimension: 2, modelId: "hashing@2" });

  async function anIndex(name: string, texts: readonly string[]): Promise<string> {
    const directory = temporary.path(name);
    const store = openStore(directory, { create: true, embeddingModel: embedder.modelId, dimension: 2 });
    for (const [i, text] of texts.entries()) {
      const about = { title: "", url: null, publishedAt: null, trust: "normal", duplicateOf: null } as const;
      const document = { id: `d${i}.md`, ...about, tags: [], text };
      const place = { start: 0, end: text.length, page: null, headingPath: [] };
      const passage = { ...document, ...place, id: `d${i}.md#0`, documentId: document.id };
      await store.putDocument(document, text, [{ ...passage, embedding: Float32Array.of(1, 0) }]);
    }
    store.close();
    return directory;
  }

  it("has a version that changes with the number of documents", async () => {
    const directory = await anIndex("index", ["One text."]);
    const before = describeIndex(directory, embedder);
    expect(before).toEqual({ path: directory, version: expect.stringMatching(/^[0-9a-f]{16}$/) });
    await anIndex("index", ["One text.", "Another text."]);
    expect(describeIndex(directory, embedder)!.version).not.toBe(before!.version);
  });

  it("has a version that changes when the text of a document does", async () => {
    const directory = await anIndex("index", ["The tower is 300 m high."]);
    const settled = describeIndex(directory, embedder);
    await anIndex("index", ["The tower is 330 m high."]);
    expect(describeIndex(directory, embedder)!.version).not.toBe(settled!.version);
  });

  it("cannot be made of a folder without an index", () => {
    expect(() => describeIndex(temporary.path("none"), embedder)).toThrow(
      expect.objectContaining({ code: "INDEX_MISSING" }),
    );
  });
});
