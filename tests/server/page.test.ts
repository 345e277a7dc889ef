import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEGRADED_PARTS } from "../../src/domain/answer.js";
import { MAX_QUESTION_LENGTH } from "../../src/domain/limits.js";
import { buildApp } from "../../src/server/app.js";
import { scriptedFootnote } from "../doubles/scripted-footnote.js";

const web = fileURLToPath(new URL("../../src/web/", import.meta.url));
const files = readdirSync(web);
const read = (file: string): string => readFileSync(web + file, "utf8");

let app: FastifyInstance;
beforeAll(() => {
  app = buildApp({ footnote: scriptedFootnote(), traces: { get: async () => null } });
});
afterAll(() => app.close());

describe("the page", () => {
  it("comes with a policy that lets it run nothing but its own files", async () => {
    const response = await app.inject("/");
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toContain("text/html");
    const policy = String(response.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|http|\*/);
    expect(response.headers["x-content-type-options"]).toBe("nosniff");
  });

  it("has nothing in it that the policy would block", () => {
    expect(read("index.html")).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=/i);
  });

  it("loads nothing from elsewhere", () => {
    for (const file of files.filter((name) => name !== "favicon.svg")) {
      expect(read(file), file).not.toMatch(/(?:src|href|url\(|from|import|fetch)[\s("'=]*(?:https?:)?\/\//);
    }
  });

  it("never parses text as HTML", () => {
    for (const file of files.filter((name) => name.endsWith(".js"))) {
      expect(read(file), file).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(/);
    }
  });

  it("says that a question is too long, where a field's own limit would cut it", () => {
    expect(read("index.html")).not.toContain("maxlength");
    const limit = /MAX_QUESTION_LENGTH = ([\d_]+);/.exec(read("app.js"))?.[1];
    expect(Number(limit?.replaceAll("_", ""))).toBe(MAX_QUESTION_LENGTH);
    expect(read("app.js")).toContain("setCustomValidity");
  });

  it("prints without what can only be pressed, and in ink on paper", () => {
    const [, print] = read("style.css").split("@media print");
    for (const name of [".dock", ".panel", ".related"]) expect(print).toContain(name);
    expect(read("style.css")).toContain("@media screen and (prefers-color-scheme: dark)");
  });

  it("can be loaded with every file it names", async () => {
    for (const file of files) {
      const response = await app.inject(`/${file}`);
      expect(response.statusCode, file).toBe(200);
      if (file.endsWith(".js")) expect(response.headers["content-type"]).toContain("javascript");
    }
    const imported = files.flatMap((file) =>
      [...read(file).matchAll(/from "\.\/([\w.-]+)"/g)].map((match) => match[1]),
    );
    for (const file of imported) expect(files).toContain(file);
  });
});

describe("the notes below an answer", () => {
  type NotesOn = (answer: object, checks: { kept: boolean }[]) => string[];
  const notes = async (answer: object, checks: { kept: boolean }[] = []): Promise<string[]> => {
    const { notesOn } = (await import(new URL("../../src/web/notes.js", import.meta.url).href)) as { notesOn: NotesOn };
    return notesOn({ degraded: [], invalidCitations: 0, promptVersion: null, status: "answered", ...answer }, checks);
  };

  it("are none where nothing was missing", async () => {
    expect(await notes({})).toEqual([]);
  });

  it("tell a model that did not write from one that stopped", async () => {
    expect(await notes({ degraded: ["llm"] })).toEqual([expect.stringContaining("quoted instead")]);
    const stopped = await notes({ degraded: ["llm"], promptVersion: "answer.v3" });
    expect(stopped).toEqual([expect.stringContaining("stopped before the end")]);
  });

  it("have words for every part that can be missing", async () => {
    for (const part of DEGRADED_PARTS) {
      const [note] = await notes({ degraded: [part] });
      expect(note, part).toBeDefined();
      expect(note, part).not.toMatch(new RegExp(`without ${part}\\b|llm`));
    }
  });

  it("count what was dropped and removed", async () => {
    expect(await notes({ invalidCitations: 1 }, [{ kept: false }, { kept: true }])).toEqual([
      "1 sentence was dropped: no cited source supports what was said.",
      "1 citation removed that pointed to no source.",
    ]);
  });
});
