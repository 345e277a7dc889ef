import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createUploadedFiles, type UploadedFiles } from "../../src/uploads/uploaded-files.js";

let folder: string;
let files: UploadedFiles;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "footnote-uploads-"));
  files = createUploadedFiles(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe("the name of an upload", () => {
  it.each(["a.md", "notes/Release 2 (final).md", "Überblick.html", "東京.txt", "v1.2/README", "a_b-c.jsonl"])(
    "may be %j",
    (name) => expect(files.pathOf(name)).toBe(join(folder, name)),
  );

  it.each([
    ...[
      "",
      "/etc/passwd.md",
      "../a.md",
      "a/../../b.md",
      "a//b.md",
      "./a.md",
      "a/.hidden.md",
      ".footnote.json",
      "a\\b.md",
    ],
    ...["a.md/", "a\u0000.md", "a\n.md", "rows.jsonl#1", "C:\\a.md", "a/b/c/d/e/f.md", "https://a.b/c.md", " a.md"],
    ...["a.md.", `${"a".repeat(200)}.md`, "a\u202e.md", "%2e%2e/a.md"],
  ])("may not be %j", (name) => {
    expect(() => files.pathOf(name)).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }));
  });

  it.each(["a.png", "a", "a.zip", "a.docx"])("says a format that is read, unlike %j", (name) => {
    expect(() => files.pathOf(name)).toThrow(expect.objectContaining({ code: "PATH_UNSUPPORTED" }));
  });
});

describe("uploaded files", () => {
  it("are written whole, over what was there, and leave nothing beside them", async () => {
    const path = files.pathOf("notes/a.md");
    expect(await files.read(path)).toBeNull();
    await files.write(path, bytes("one"));
    await files.write(path, bytes("two"));
    expect(String(await files.read(path))).toBe("two");
    expect(readdirSync(join(folder, "notes"))).toEqual(["a.md"]);
    await files.remove(path);
    await files.remove(path);
    expect(await files.read(path)).toBeNull();
  });

  it("are refused where one would have to be a folder", async () => {
    await files.write(files.pathOf("a.md"), bytes("one"));
    await expect(files.write(files.pathOf("a.md/b.md"), bytes("two"))).rejects.toMatchObject({ code: "INPUT_INVALID" });
    await expect(files.read(files.pathOf("a.md/b.md"))).rejects.toMatchObject({ code: "INPUT_INVALID" });
    await files.write(files.pathOf("c.md/d.md"), bytes("three"));
    await expect(files.write(files.pathOf("c.md"), bytes("four"))).rejects.toMatchObject({ code: "INPUT_INVALID" });
    expect(readdirSync(folder).sort()).toEqual(["a.md", "c.md"]);
  });
});
