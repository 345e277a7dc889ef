import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findFiles, readSource, toDocumentId } from "../../src/ingest/load-files.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "footnote-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "text");
  }
}

async function found(...paths: string[]): Promise<string[]> {
  const { files } = await findFiles(paths.map((path) => join(folder, path)));
  return files.map((file) => relative(folder, file));
}

describe("findFiles", () => {
  it("finds files of the supported formats below a folder, sorted", async () => {
    write("b.md", "a/z.HTML", "a/b/c.txt", "d.markdown", "e.htm", "f.png", "g.json", "noextension");
    expect(await found(".")).toEqual(["a/b/c.txt", "a/z.HTML", "b.md", "d.markdown", "e.htm"]);
  });

  it("passes over hidden entries and node_modules, unless they are what was named", async () => {
    write("a.md", ".hidden.md", ".git/x.md", "node_modules/lib/docs/y.md", "node_modules/lib/node_modules/z.md");
    expect(await found(".")).toEqual(["a.md"]);
    expect(await found("node_modules/lib")).toEqual(["node_modules/lib/docs/y.md"]);
    expect(await found(".git")).toEqual([".git/x.md"]);
  });

  it("expands globs, and takes a name with brackets for a file when there is one", async () => {
    write("a.md", "sub/b.md", "sub/c.txt", "d[1].md", "node_modules/e.md");
    expect(await found("**/*.md")).toEqual(["a.md", "d[1].md", "sub/b.md"]);
    expect(await found("d[1].md")).toEqual(["d[1].md"]);
    expect((await findFiles([join(folder, "sub/*.txt")])).roots).toEqual([join(folder, "sub")]);
  });

  it("lists a file once that is reached twice", async () => {
    write("sub/a.md");
    expect(await found(".", "sub", "sub/a.md", "**/*.md")).toEqual(["sub/a.md"]);
  });

  it("lists links to files, broken ones too, but does not follow links to folders", async () => {
    write("real/a.md");
    symlinkSync(join(folder, "real/a.md"), join(folder, "link.md"));
    symlinkSync(join(folder, "nowhere"), join(folder, "broken.md"));
    symlinkSync(folder, join(folder, "real/circle.md"));
    expect(await found(".")).toEqual(["broken.md", "link.md", "real/a.md"]);
  });

  it.each([
    ["https://example.org/a.html", "PATH_UNSUPPORTED"],
    ["paper.pdf", "PATH_UNSUPPORTED"],
    ["rows.jsonl", "PATH_UNSUPPORTED"],
    ["photo.png", "PATH_UNSUPPORTED"],
    ["missing.md", "PATH_MISSING"],
    ["missing", "PATH_MISSING"],
  ])("refuses %s with %s", async (path, code) => {
    write("paper.pdf", "rows.jsonl", "photo.png");
    const named = path.includes("://") ? path : join(folder, path);
    await expect(findFiles([named])).rejects.toMatchObject({ code });
  });
});

describe("readSource", () => {
  it("refuses files that are too large or cannot be read", async () => {
    writeFileSync(join(folder, "large.txt"), Buffer.alloc(50 * 1024 * 1024, "a"));
    await expect(readSource(join(folder, "large.txt"))).rejects.toMatchObject({
      code: "FILE_TOO_LARGE",
      message: expect.stringContaining("50 MB") as string,
    });
    await expect(readSource(join(folder, "missing"))).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
  });
});

describe("toDocumentId", () => {
  it("is relative inside the base folder and absolute outside", () => {
    expect(toDocumentId("/site", "/site/docs/a.md")).toBe("docs/a.md");
    expect(toDocumentId("/site", "/site/..notes/a.md")).toBe("..notes/a.md");
    expect(toDocumentId("/site", "/other/a.md")).toBe("/other/a.md");
  });
});
