import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openIngest } from "../../src/compose.js";

let folder: string;
let index: string;
const command = (): string[] => ["--import", "tsx", "src/main.ts", "mcp", "--index", index];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "footnote-mcp-"));
  index = join(folder, "index");
  writeFileSync(join(folder, "tower.md"), "# The tower\n\nThe Eiffel Tower was completed in 1889 in Paris.\n");
  const opened = await openIngest(index);
  await opened.ingest([join(folder, "tower.md")], { base: folder });
  await opened.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

it("serves the real client from a child process", async () => {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: command(), stderr: "inherit" }));
  try {
    await client.listTools();
    const asked = await client.callTool({ name: "ask", arguments: { question: "When was the tower completed?" } });
    const { sources, conversationId } = asked.structuredContent as {
      sources: { documentId: string; passageIds: string[] }[];
      conversationId: string;
    };
    expect(asked.structuredContent).toMatchObject({
      status: "answered",
      text: expect.stringMatching(/1889.*\[1\]/) as string,
      claims: [{ verdict: "supported", citations: [1] }],
    });

    const found = await client.callTool({ name: "search", arguments: { query: "Eiffel" } });
    expect(found.structuredContent).toMatchObject({ results: [{ id: sources[0]!.passageIds[0], title: "The tower" }] });

    for (const id of [sources[0]!.documentId, sources[0]!.passageIds[0]!]) {
      const fetched = await client.callTool({ name: "fetch", arguments: { id } });
      expect(fetched.structuredContent).toMatchObject({ id, text: expect.stringContaining("1889") as string });
    }
    const unknown = await client.callTool({ name: "fetch", arguments: { id: "/etc/hostname" } });
    expect(unknown).toMatchObject({ isError: true });
    expect(JSON.stringify(unknown)).toContain("DOCUMENT_UNKNOWN");

    const followUp = { question: "Where is it?", conversationId };
    expect((await client.callTool({ name: "ask", arguments: followUp })).structuredContent).toMatchObject({
      conversationId,
      text: expect.stringContaining("Paris") as string,
    });
    const astray = { question: "Where is it?", conversationId: "00000000-0000-4000-8000-000000000000" };
    expect(JSON.stringify(await client.callTool({ name: "ask", arguments: astray }))).toContain("CONVERSATION_UNKNOWN");
  } finally {
    await client.close();
  }
}, 60_000);

it("writes nothing but protocol to standard output, and ends when its client leaves", async () => {
  const child = spawn(process.execPath, command(), { stdio: ["pipe", "pipe", "inherit"] });
  let out = "";
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  const send = (message: object): void => void child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const clientInfo = { name: "raw", version: "1" };
  send({ id: 1, method: "initialize", params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo } });
  send({ method: "notifications/initialized" });
  child.stdin.write("this is not JSON\n");
  send({ id: 2, method: "tools/call", params: { name: "ask", arguments: { question: "When was it completed?" } } });
  await expect.poll(() => out, { timeout: 50_000 }).toContain('"id":2');
  child.stdin.end();
  const [status] = (await once(child, "exit")) as [number];
  expect(status).toBe(0);
  for (const line of out.trim().split("\n")) expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
}, 60_000);

it("says what is wrong on standard error when there is no index", async () => {
  const args = ["--import", "tsx", "src/main.ts", "mcp", "--index", join(folder, "nothing")];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
  let out = "";
  let error = "";
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => (error += String(chunk)));
  const [status] = (await once(child, "exit")) as [number];
  expect({ status, out }).toEqual({ status: 1, out: "" });
  expect(error).toContain("INDEX_MISSING");
}, 60_000);
