import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Judgement } from "../../../eval/annotate/annotation.js";
import { readAnnotations } from "../../../eval/annotate/annotation-files.js";
import { buildAnnotationApp, serveAnnotation } from "../../../eval/annotate/server.js";
import { type AnnotationSession, openSession } from "../../../eval/annotate/session.js";
import { writeRun } from "./fixture-run.js";

const page = fileURLToPath(new URL("../../../eval/annotate/page/", import.meta.url));
const files = readdirSync(page);
const read = (file: string): string => readFileSync(page + file, "utf8");

let run: ReturnType<typeof writeRun>;
let session: AnnotationSession;
let app: FastifyInstance;
beforeEach(() => {
  run = writeRun(["q1", "q2"].map((id) => ({ id, verdicts: ["contradicted", "supported"] })));
  session = openSession(run.folder, { rater: "ann", seed: 1 });
  app = buildAnnotationApp(session);
});
afterEach(async () => {
  await app.close();
  run.remove();
});

const judgement: Judgement = { ratings: ["not", null], helpful: null, comment: "", skipped: false };
const put = (body: object, position: string | number = 0, headers: Record<string, string> = {}) =>
  app.inject({ method: "PUT", url: `/api/questions/${position}`, payload: body, headers });
const valid = (): object => ({ answerHash: session.tasks[0]!.answerHash, ...judgement });

describe("the rating page", () => {
  it("comes with a policy that lets it run nothing but its own files", async () => {
    const response = await app.inject("/");
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toContain("text/html");
    const policy = String(response.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toMatch(/unsafe|http|\*|data:/);
    expect(response.headers["x-content-type-options"]).toBe("nosniff");
  });

  it("has nothing in it that the policy would block, loads nothing from elsewhere, parses no text as HTML", () => {
    expect(read("index.html")).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=/i);
    for (const file of files.filter((name) => !name.endsWith(".svg"))) {
      expect(read(file), file).not.toMatch(/(?:src|href|url\(|from|import|fetch)[\s("'=]*(?:https?:)?\/\//);
      expect(read(file), file).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(/);
    }
  });

  it("can be loaded with every file it names", async () => {
    for (const file of files) expect((await app.inject(`/${file}`)).statusCode, file).toBe(200);
    const named = files.flatMap((file) =>
      Array.from(read(file).matchAll(/(?:from "\.\/|(?:href|src)=")([\w.-]+)"/g), (match) => match[1]!),
    );
    expect(named.length).toBeGreaterThan(6);
    for (const file of named) expect(files).toContain(file);
  });
});

describe("the session of a page", () => {
  it("tells the questions with their state, and where to go on", async () => {
    await put(valid());
    expect((await app.inject("/api/session")).json()).toEqual({
      rater: "ann",
      progress: { rated: 0, skipped: 0, total: 2 },
      next: 0,
      questions: session.tasks.map(({ question }, index) => ({ question, state: index === 0 ? "started" : "open" })),
    });
  });

  it("gives a question with what was said of it, and no automatic verdict", async () => {
    await put(valid());
    const response = await app.inject("/api/questions/0");
    expect(response.json()).toMatchObject({ task: { id: session.tasks[0]!.id }, judgement, next: 1 });
    expect(response.body).not.toMatch(/REASON-OF-THE-CHECK|contradicted|verdict|"score|confidence/);
  });

  it("has what was said on the disk when it replies", async () => {
    const response = await put({ ...valid(), ratings: ["not", "supported"], helpful: 4, comment: "a\u0000b" });
    expect(response.json()).toEqual({ state: "rated", progress: { rated: 1, skipped: 0, total: 2 }, next: 1 });
    const kept = readAnnotations(run.folder).get("ann")!.get(session.tasks[0]!.id);
    expect(kept).toMatchObject({ ratings: ["not", "supported"], helpful: 4, comment: "ab" });
  });

  it.each([
    ["a rating that does not exist", { ratings: ["maybe", null] }],
    ["a rating too few", { ratings: [null] }],
    ["6 of 5", { helpful: 6 }],
    ["half a point", { helpful: 2.5 }],
    ["a comment without end", { comment: "x".repeat(4_001) }],
    ["a field too many", { extra: 1 }],
    ["a field of the wrong type", { skipped: "no" }],
    ["a rating of another answer", { answerHash: "of-another-answer" }],
  ])("refuses %s, and keeps nothing of it", async (_, change) => {
    const response = await put({ ...valid(), ...change });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: { code: "INPUT_INVALID" } });
    expect(readAnnotations(run.folder)).toEqual(new Map());
  });

  it("refuses a body that is too large or no JSON", async () => {
    expect((await put({ ...valid(), comment: "x".repeat(300_000) })).statusCode).toBe(413);
    const response = await app.inject({
      method: "PUT",
      url: "/api/questions/0",
      payload: "ratings=1",
      headers: { "content-type": "text/plain" },
    });
    expect(response.json()).toMatchObject({ error: { code: "BODY_MALFORMED" } });
  });

  it.each(["2", "-1", "x", "__proto__", "1e0"])("knows no question %s", async (position) => {
    expect((await put(valid(), position)).statusCode).toBe(404);
  });

  it("answers to no other name than this machine's, and to no page of another site", async () => {
    expect((await put(valid(), 0, { host: "rebound.example" })).statusCode).toBe(403);
    expect((await put(valid(), 0, { origin: "https://elsewhere.example" })).statusCode).toBe(403);
    expect(readAnnotations(run.folder)).toEqual(new Map());
  });
});

describe("serving", () => {
  it("listens on this machine only, and says when a port is taken", async () => {
    const server = await serveAnnotation(session, 0);
    try {
      expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect((await fetch(`${server.url}/api/session`)).status).toBe(200);
      const port = Number(new URL(server.url).port);
      await expect(serveAnnotation(session, port)).rejects.toMatchObject({ code: "PORT_IN_USE" });
    } finally {
      await server.close();
    }
  });
});
