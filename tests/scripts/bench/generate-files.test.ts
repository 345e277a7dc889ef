import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { generateFiles } from "../../../scripts/bench/generate-files.js";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "files-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const contents = (name: string): string[] =>
  readdirSync(join(folder, name))
    .sort()
    .map((file) => readFileSync(join(folder, name, file), "utf8"));

it("writes files in four formats, no two alike, the same ones each time", () => {
  generateFiles(join(folder, "a"), 20);
  generateFiles(join(folder, "b"), 20);
  const extensions = readdirSync(join(folder, "a")).map((file) => file.split(".")[1]!);
  expect([...new Set(extensions)].sort()).toEqual(["html", "md", "rst", "txt"]);
  expect(contents("a")).toEqual(contents("b"));
  expect(new Set(contents("a")).size).toBe(20);
  expect(contents("a").every((text) => text.length > 2_000)).toBe(true);
});
