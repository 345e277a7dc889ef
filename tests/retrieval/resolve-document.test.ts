import { describe, expect, it } from "vitest";
import { resolveDocument } from "../../src/retrieval/resolve-document.js";

const IDS = ["guide/bm25.md", "guide/hnsw.md", "old/hnsw.md", "guide/my-bm25.md", "bm25.md.txt"];
const resolve = (asked: string) => resolveDocument(asked, IDS);

describe("a document's name", () => {
  it("is its id, or a unique end of it", () => {
    expect(resolve("guide/hnsw.md")).toEqual({ status: "found", documentId: "guide/hnsw.md" });
    expect(resolve("old/hnsw.md")).toEqual({ status: "found", documentId: "old/hnsw.md" });
    expect(resolve(".txt")).toEqual({ status: "found", documentId: "bm25.md.txt" });
  });

  it("is a whole file name before it is the end of one", () => {
    expect(resolve("bm25.md")).toEqual({ status: "found", documentId: "guide/bm25.md" });
  });

  it("is ambiguous when it ends several ids", () => {
    expect(resolve("hnsw.md")).toEqual({ status: "ambiguous", nearest: ["guide/hnsw.md", "old/hnsw.md"] });
  });

  it("brings the nearest ids when it fits none", () => {
    expect(resolve("guide/hsnw.md").status).toBe("not-indexed");
    expect(resolve("guide/hsnw.md")).toMatchObject({ nearest: ["guide/hnsw.md", "old/hnsw.md"] });
    expect(resolve("bm52.markdown")).toMatchObject({ nearest: ["guide/bm25.md"] });
    expect(resolve("elsewhere/My-BM25.md")).toMatchObject({ nearest: ["guide/my-bm25.md", "guide/bm25.md"] });
    expect(resolve("zzz")).toEqual({ status: "not-indexed", nearest: [] });
    expect(resolve("")).toEqual({ status: "not-indexed", nearest: [] });
  });
});
