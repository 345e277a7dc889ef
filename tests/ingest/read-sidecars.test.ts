import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSidecarReader } from "../../src/ingest/read-sidecars.js";
import { sourceMetadata, type StatedMetadata } from "../../src/ingest/source-metadata.js";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "footnote-sidecars-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function describeFiles(path: string, content: unknown): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
}
const stated = (path: string): Promise<StatedMetadata> => createSidecarReader()(join(folder, path));

describe("sidecars", () => {
  it("speak for their folder and all below it; the nearest decides, and tags add up", async () => {
    describeFiles(".footnote.json", { tags: ["all"], trust: "low", publishedAt: "2020-01-01" });
    describeFiles("docs/.footnote.json", { tags: ["docs"], publishedAt: "2021-01-01" });
    expect(await stated("a.md")).toEqual({ tags: ["all"], trust: "low", publishedAt: "2020-01-01" });
    expect(await stated("docs/deep/b.md")).toEqual({ tags: ["docs", "all"], trust: "low", publishedAt: "2021-01-01" });
  });

  it("lower the trust that is stated above them, and never raise it", async () => {
    describeFiles(".footnote.json", { files: { "theirs/": { trust: "low" }, "ours/": { trust: "high" } } });
    describeFiles("theirs/.footnote.json", { trust: "high" });
    describeFiles("ours/.footnote.json", { trust: "normal" });
    expect((await stated("theirs/a.md")).trust).toBe("low");
    expect((await stated("ours/a.md")).trust).toBe("normal");
  });

  it("speak for single files by patterns, of which the last that fits decides", async () => {
    const files = { "*.pdf": { tags: ["paper"] }, "drafts/": { trust: "low" }, "drafts/final.md": { trust: "normal" } };
    describeFiles(".footnote.json", { trust: "high", files });
    expect(await stated("papers/x.pdf")).toMatchObject({ tags: ["paper"], trust: "high" });
    expect(await stated("drafts/a.md")).toMatchObject({ trust: "low" });
    expect(await stated("drafts/final.md")).toMatchObject({ trust: "normal" });
  });

  it("say nothing where there are none", async () => {
    expect(await stated("a.md")).toEqual({ tags: [], trust: null, publishedAt: null });
  });

  it.each([
    ["no JSON", "{", "it is not JSON"],
    ["another tier", { trust: "some" }, "trust"],
    ["no date", { publishedAt: "soon" }, "publishedAt: is not a date"],
    ["a misspelt name", { tag: ["x"] }, 'Unrecognized key: "tag"'],
    ["a misspelt name of a file's", { files: { "a.md": { trusted: "low" } } }, "files.a.md"],
  ])("are refused with %s, by name and fault", async (_, content, fault) => {
    describeFiles(".footnote.json", content);
    await expect(stated("a.md")).rejects.toMatchObject({ code: "METADATA_INVALID" });
    await expect(stated("a.md")).rejects.toThrow(fault);
  });
});

describe("what is stored of a source", () => {
  const nothing: StatedMetadata = { tags: [], trust: null, publishedAt: null };

  it("has tags in one form, whoever gave them", () => {
    const own = { tags: ["Release Notes", "#api", "API", " "], publishedAt: null };
    expect(sourceMetadata({ ...nothing, tags: ["b", "a"] }, own).tags).toEqual(["a", "api", "b", "release-notes"]);
  });

  it("has the trust that is stated, else what the source says against itself", () => {
    const trust = (of: StatedMetadata["trust"], own?: string) =>
      sourceMetadata({ ...nothing, trust: of }, { trust: own, publishedAt: null }).trust;
    expect([trust("high"), trust("high", "low"), trust("low", "high")]).toEqual(["high", "high", "low"]);
    expect([trust(null), trust(null, "low"), trust(null, "HIGH"), trust(null, "?")]).toEqual([
      "normal",
      "low",
      "normal",
      "normal",
    ]);
  });

  it("has the date that is stated, else its own", () => {
    expect(sourceMetadata(nothing, { publishedAt: "2024" }).publishedAt).toBe("2024");
    expect(sourceMetadata({ ...nothing, publishedAt: "2025" }, { publishedAt: "2024" }).publishedAt).toBe("2025");
  });
});
