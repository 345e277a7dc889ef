import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Footnote,
  openFootnote,
  openIngest,
  type OpenedIngest,
  openUploads,
  type Uploads,
} from "../../src/compose.js";
import { buildApp } from "../../src/server/app.js";
import { MAX_UPLOAD_BODY_BYTES, UploadBody } from "../../src/server/schemas.js";
import { scriptedFootnote } from "../doubles/scripted-footnote.js";

const traces = { get: async () => null, save: async () => undefined };
const PREFIX = "index/documents/";

let base: string;
let footnote: Footnote;
let uploads: Uploads;
let app: FastifyInstance;
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "footnote-documents-"));
  mkdirSync(join(base, "notes"));
  writeFileSync(join(base, "notes", "tower.md"), "# Tower\n\nThe tower was completed in 1889.");
  await withIngest((ingest) => ingest.ingest([join(base, "notes")], { base }));
  footnote = await openFootnote(join(base, "index"), traces);
  uploads = openUploads(join(base, "index"));
  app = buildApp({ footnote, traces, uploads });
});
afterAll(async () => {
  await app.close();
  await uploads.close();
  await footnote.close();
  rmSync(base, { recursive: true, force: true });
});

async function withIngest<T>(work: (ingest: OpenedIngest) => Promise<T>): Promise<T> {
  const ingest = await openIngest(join(base, "index"));
  try {
    return await work(ingest);
  } finally {
    await ingest.close();
  }
}

const post = (payload: object | string, headers: Record<string, string> = { "content-type": "application/json" }) =>
  app.inject({ method: "POST", url: "/v1/documents", headers, payload });
const at = (id: string) => `/v1/documents?${new URLSearchParams({ id }).toString()}`;
const remove = (id: string) => app.inject({ method: "DELETE", url: at(id) });

async function found(query: string): Promise<string[]> {
  const { results } = await footnote.search(query, { profile: "fast" });
  return results.map(({ passage }) => passage.documentId);
}

describe("POST /v1/documents", () => {
  it("adds a document that the next search finds, replaces it, and says when nothing has changed", async () => {
    const document = { name: "towers/radio.md", text: "# Radio tower\n\nThe radio tower of Berlin opened in 1926." };
    const added = await post(document);
    expect(added.statusCode).toBe(201);
    expect(UploadBody.strict().parse(added.json())).toMatchObject({
      id: `${PREFIX}towers/radio.md`,
      added: 1,
      passages: 1,
    });
    expect((await found("When did the radio tower of Berlin open?"))[0]).toBe(`${PREFIX}towers/radio.md`);
    expect((await app.inject(at(`${PREFIX}towers/radio.md`))).body).toContain("opened in 1926");

    expect((await post(document)).json()).toMatchObject({ added: 0, unchanged: 1 });

    const updated = await post({ ...document, text: "# Radio tower\n\nIt was built by Heinrich Straumer." });
    expect({ status: updated.statusCode, ...updated.json<object>() }).toMatchObject({ status: 200, updated: 1 });
    expect((await app.inject(at(`${PREFIX}towers/radio.md`))).body).not.toContain("1926");
  });

  it("takes records, each a document, and tells of lines that are none", async () => {
    const text = '{"id":"a","text":"Quartz is hard.","tags":["stone"]}\nno JSON\n{"id":"b","text":"Talc is soft."}\n';
    const response = await post({ name: "stones.jsonl", text });
    expect(response.json()).toMatchObject({
      added: 2,
      problems: [{ code: "RECORD_INVALID", message: expect.stringContaining("line 2") as string }],
    });
    expect(await found("Which stone is soft?")).toContain(`${PREFIX}stones.jsonl#b`);
    expect((await remove(`${PREFIX}stones.jsonl`)).statusCode).toBe(204);
    expect(await found("Which stone is soft?")).not.toContain(`${PREFIX}stones.jsonl#b`);
  });

  it("links a document that says what another says", async () => {
    const response = await post({ name: "copy.md", text: readFileSync(join(base, "notes", "tower.md"), "utf8") });
    expect(response.json()).toMatchObject({ added: 1, duplicates: [expect.any(Object)] });
    await remove(`${PREFIX}copy.md`);
  });

  it("reads base64, and refuses a file that is damaged, which changes nothing", async () => {
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    expect((await post({ name: "gauge.txt", base64: base64("A gauge measures 1435 mm.") })).statusCode).toBe(201);
    const damaged = await post({ name: "paper.pdf", base64: base64("%PDF-1.7 no more") });
    expect(damaged.statusCode).toBe(400);
    expect(damaged.json<{ error: { message: string } }>().error.message).toMatch(/paper\.pdf/);
    expect(damaged.body).not.toContain(base);
    expect(existsSync(join(base, "index/documents/paper.pdf"))).toBe(false);
  });

  it.each<[string, object | string, number, string]>([
    ["a name that leads out", { name: "../a.md", text: "a" }, 400, "INPUT_INVALID"],
    ["a name that hides", { name: ".footnote.json", text: "{}" }, 400, "INPUT_INVALID"],
    ["a format that is not read", { name: "a.docx", text: "a" }, 400, "PATH_UNSUPPORTED"],
    ["no text", { name: "a.md" }, 400, "INPUT_INVALID"],
    ["an empty text", { name: "a.md", text: " \n" }, 400, "NOTHING_TO_INGEST"],
    ["two texts", { name: "a.md", text: "a", base64: "YQ==" }, 400, "INPUT_INVALID"],
    ["what is no base64", { name: "a.md", base64: "%%%" }, 400, "INPUT_INVALID"],
    ["an unknown field", { name: "a.md", text: "a", trust: "high" }, 400, "INPUT_INVALID"],
    ["a list", [{ name: "a.md", text: "a" }], 400, "BODY_MALFORMED"],
    ["a large text", { name: "a.md", text: "a".repeat(MAX_UPLOAD_BODY_BYTES) }, 413, "INPUT_TOO_LONG"],
  ])("refuses %s", async (_, body, status, code) => {
    const response = await post(body);
    expect({ status: response.statusCode, body: response.json<unknown>() }).toMatchObject({
      status,
      body: { error: { code, hint: expect.stringMatching(/\S/) as string } },
    });
    expect(existsSync(join(base, "index/documents/a.md"))).toBe(false);
  });

  it("refuses what a form on another page could send", async () => {
    const response = await post('{"name":"a.md","text":"a"}', { "content-type": "text/plain" });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: { code: "BODY_MALFORMED" } });
  });

  it("says so while another process writes", async () => {
    await uploads.close();
    const others = openUploads(join(base, "index"));
    try {
      await others.put("theirs.md", Buffer.from("Theirs."));
      const response = await post({ name: "ours.md", text: "Ours." });
      expect(response.statusCode).toBe(503);
      expect(response.json()).toMatchObject({ error: { code: "INDEX_LOCKED" } });
    } finally {
      await others.close();
    }
    expect((await post({ name: "ours.md", text: "Ours." })).statusCode).toBe(201);
  });
});

describe("DELETE /v1/documents", () => {
  it("removes what was sent, once", async () => {
    await post({ name: "short-lived.md", text: "Mayflies live for a day." });
    const id = `${PREFIX}short-lived.md`;
    expect((await remove(id)).statusCode).toBe(204);
    expect((await app.inject(at(id))).statusCode).toBe(404);
    expect((await remove(id)).json()).toMatchObject({ error: { code: "DOCUMENT_UNKNOWN" } });
  });

  it("removes no document of a file that was ingested, and none without an id", async () => {
    expect((await remove("notes/tower.md")).json()).toMatchObject({
      error: { code: "DOCUMENTS_READ_ONLY", hint: "Remove its file, and ingest the folder again." },
    });
    expect((await app.inject({ method: "DELETE", url: "/v1/documents" })).statusCode).toBe(404);
  });
});

describe("documents that were sent", () => {
  it("stay when the folder around the index is ingested again", async () => {
    await post({ name: "kept.md", text: "# Kept\n\nCormorants dry their wings." });
    await uploads.close();
    expect(await withIngest((ingest) => ingest.ingest([base], { base }))).toMatchObject({ removed: 0 });
    expect((await found("What do cormorants dry?"))[0]).toBe(`${PREFIX}kept.md`);
  });

  it("are accepted only where the server was told to", async () => {
    const readOnly = buildApp({ footnote: scriptedFootnote(), traces });
    for (const request of [
      { method: "POST", url: "/v1/documents", payload: { name: "a.md", text: "a" } },
      { method: "DELETE", url: at(`${PREFIX}kept.md`) },
    ] as const) {
      const response = await readOnly.inject(request);
      expect(response.statusCode).toBe(403);
      expect(response.json()).toMatchObject({ error: { code: "DOCUMENTS_READ_ONLY" } });
    }
    await readOnly.close();
  });
});
