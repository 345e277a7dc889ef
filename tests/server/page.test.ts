import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
