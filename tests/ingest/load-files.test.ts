import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findFiles, readSource, toDocumentId } from "../../src/ingest/load-files.js";
import { fileFormat } from "../../src/ingest/file-format.js";

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

  it("takes reStructuredText, AsciiDoc, logs and JSONL as well", async () => {
    write("a.rst", "b.adoc", "c.asciidoc", "d.log", "e.text", "f.jsonl", "g.ndjson", "h.json");
    expect(await found(".")).toEqual(["a.rst", "b.adoc", "c.asciidoc", "d.log", "e.text", "f.jsonl", "g.ndjson"]);
  });

  it.each([
    ["a.zip", "is an archive; unpack it"],
    ["a.tar.gz", "is an archive; unpack it"],
    ["a.7z", "is an archive; unpack it"],
    ["a.RAR", "is an archive; unpack it"],
    ["a.log.gz", "is compressed; unpack it"],
    ["a.docx", "is an office document; save it as HTML or plain text"],
    ["a.epub", "is an e-book; convert it"],
  ])("reports %s, named or found, with what to do, and finds the rest", async (name, advice) => {
    write(`docs/${name}`, "docs/b.md");
    const problem = {
      path: join(folder, "docs", name),
      code: "PATH_UNSUPPORTED",
      message: expect.stringContaining(advice) as string,
    };
    const below = await findFiles([join(folder, "docs")]);
    expect(below).toMatchObject({ files: [join(folder, "docs/b.md")], problems: [problem] });
    const named = await findFiles([join(folder, "docs", name), join(folder, "docs/b.md"), join(folder, "docs")]);
    expect(named).toMatchObject({ files: [join(folder, "docs/b.md")], problems: [problem] });
  });

  it("takes files for text by their custom names, and for reStructuredText by its two endings", async () => {
    write("README", "CHANGES", "Makefile", "page.rst.txt");
    expect(await found(".")).toEqual(["CHANGES", "README", "page.rst.txt"]);
    expect(["README", "a.rst.txt", "a.txt"].map(fileFormat)).toEqual(["text", "restructuredtext", "text"]);
  });

  it("does not wait for a pipe", async () => {
    write("a.md");
    execFileSync("mkfifo", [join(folder, "pipe.md")]);
    expect(await found(".")).toEqual(["a.md"]);
    await expect(readSource(join(folder, "pipe.md"))).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
  });

  it("counts other formats, and reports them when they are named", async () => {
    write("a.md", "photo.png");
    expect(await findFiles([folder])).toMatchObject({ problems: [], otherFormats: { ".png": 1 } });
    const { problems } = await findFiles([join(folder, "photo.png")]);
    expect(problems).toMatchObject([{ code: "PATH_UNSUPPORTED" }]);
  });

  it.each([
    ["https://example.org/a.html", "PATH_UNSUPPORTED"],
    ["missing.md", "PATH_MISSING"],
    ["missing", "PATH_MISSING"],
  ])("refuses %s with %s", async (path, code) => {
    const named = path.includes("://") ? path : join(folder, path);
    await expect(findFiles([named])).rejects.toMatchObject({ code });
  });
});

describe("findFiles with .gitignore files", () => {
  const rules = (path: string, ...lines: string[]): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), lines.join("\n"));
  };

  it("leaves out what they name, below folders and in globs", async () => {
    rules(".gitignore", "# built", "build/", "*.log", "/top.md");
    write("a.md", "build/b.md", "x.log", "top.md", "sub/top.md", "sub/build/c.md", "sub/x.zip");
    expect(await found(".")).toEqual(["a.md", "sub/top.md"]);
    expect(await found("**/*.{md,log}")).toEqual(["a.md", "sub/top.md"]);
  });

  it("lets a deeper file decide before a higher one, and takes back with !", async () => {
    rules(".gitignore", "*.txt", "!keep.txt");
    rules("sub/.gitignore", "!b.txt", "keep.txt", "/own.md");
    write("a.txt", "keep.txt", "sub/a.txt", "sub/b.txt", "sub/keep.txt", "sub/own.md", "sub/deep/own.md");
    expect(await found(".")).toEqual(["keep.txt", "sub/b.txt", "sub/deep/own.md"]);
  });

  it("cannot take back a file of a folder that is left out", async () => {
    rules(".gitignore", "out/");
    rules("out/.gitignore", "!*");
    write("out/a.md", "b.md");
    expect(await found(".")).toEqual(["b.md"]);
    expect(await found("**/*.md")).toEqual(["b.md"]);
  });

  it("minds the files above a folder up to the root of its repository, and no further", async () => {
    rules(".gitignore", "*.md");
    rules("repository/.gitignore", "docs/old/");
    write("repository/.git/HEAD", "repository/docs/a.md", "repository/docs/old/b.md");
    expect(await found("repository/docs")).toEqual(["repository/docs/a.md"]);
  });

  it("takes files and folders that are named themselves", async () => {
    rules(".gitignore", "build/", "x.log");
    write(".git/HEAD", "build/a.md", "x.log");
    expect(await found("x.log", "build", "build/a.md")).toEqual(["build/a.md", "x.log"]);
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
