import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { environmentSchema } from "../src/config.js";
import { ERRORS } from "../src/domain/errors.js";
import { PROFILES, settingPaths } from "../src/profiles.js";

const read = (path: string): string => readFileSync(path, "utf8");
const readme = read("README.md");
const documents = ["README.md", "CHANGELOG.md", ...list("docs"), ...list("eval"), ...list("data")].filter((path) =>
  path.endsWith(".md"),
);

function list(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path));
}

describe("the documents", () => {
  it.each(Object.keys(environmentSchema.shape))("name the environment variable %s", (name) => {
    expect(`${readme}\n${readFileSync("docs/models.md", "utf8")}`).toContain(`\`${name}\``);
  });

  it.each(Object.keys(ERRORS))("explain the error %s", (code) => {
    expect(read("docs/errors.md")).toContain(`\`${code}\``);
  });

  it.each(settingPaths(PROFILES.balanced))("explain the setting %s", (path) => {
    expect(read("docs/settings.md")).toContain(`\`${path}\``);
  });

  it.each(["ingest", "ask", "search", "check", "index info", "index verify", "serve", "mcp", "trace", "eval"])(
    "show the command %s",
    (command) => expect(readme).toContain(`footnote -- ${command}`),
  );

  it.each(documents)("%s links only to files that exist", (path) => {
    if (path.startsWith("data/corpus")) return;
    const links = Array.from(read(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g), (match) => match[1]!);
    expect(links.filter((link) => !existsSync(join(dirname(path), link)))).toEqual([]);
  });

  it("name no place of a machine", () => {
    const strays = documents.filter((path) => /\/(?:root|home|work|Users)\//.test(read(path)));
    expect(strays).toEqual([]);
  });
});

/** Pages of the site around the HTML articles: their navigation is there to be removed, not to be followed. */
const SITE_PAGES = /(?:^|\/)(?:index|about|search|newsletter|contact|archive|privacy)\.html$/;

describe("the guide", () => {
  const articles = list("data/corpus").filter((path) => /\.(?:md|html)$/.test(path));

  it("has at least 45 articles of 400 to 1,200 words", () => {
    const words = articles
      .filter((path) => path.endsWith(".md"))
      .map(
        (path) =>
          [
            path,
            read(path)
              .split(/\n---\n/)[1]!
              .split(/^## Sources/m)[0]!
              .split(/\s+/).length,
          ] as const,
      );
    expect(articles.length).toBeGreaterThanOrEqual(45);
    expect(words.filter(([, count]) => count < 400 || count > 1_250)).toEqual([]);
  });

  it("links only to its own articles", () => {
    const broken = articles.flatMap((path) => {
      const links = Array.from(read(path).matchAll(/(?:\]\(|href=")((?:\.\.?\/|[\w-]+\.)[^)"#\s]*)/g), (m) => m[1]!);
      return links.filter(
        (link) => /\.(?:md|html)$/.test(link) && !SITE_PAGES.test(link) && !existsSync(join(dirname(path), link)),
      );
    });
    expect(broken).toEqual([]);
  });

  it("has 120 questions, 30 of them unanswerable, with ids of their own", () => {
    const rows = read("data/questions/guide.jsonl")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: string; answerable: boolean; passages: { id: string }[] });
    expect(rows).toHaveLength(120);
    expect(rows.filter((row) => !row.answerable)).toHaveLength(30);
    expect(new Set(rows.map((row) => row.id)).size).toBe(120);
    expect(rows.flatMap((row) => row.passages).filter((passage) => !existsSync(passage.id))).toEqual([]);
  });
});
