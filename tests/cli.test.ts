import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { runCli } from "../src/cli.js";

let folder: string;
const output = { out: "", error: "" };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "footnote-cli-"));
  writeFileSync(join(folder, "tower.md"), "# The tower\n\nThe Eiffel Tower was completed in 1889 in Paris.\n");
  writeFileSync(
    join(folder, "claims.jsonl"),
    '{"id":"a","claim":"It was completed in 1889.","evidence":["It was completed in 1889."]}\n',
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(join(tmpdir(), "footnote-cli-nothing"), { recursive: true, force: true });
});
afterEach(() => vi.restoreAllMocks());

async function run(...args: string[]): Promise<{ exit: number; out: string; error: string }> {
  Object.assign(output, { out: "", error: "" });
  vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((output.out += String(text))) || true);
  vi.spyOn(process.stderr, "write").mockImplementation((text) => Boolean((output.error += String(text))) || true);
  const exit = await runCli(args, {});
  return { exit, ...output };
}
const index = (): string[] => ["--index", join(folder, "index")];

describe("the command line", () => {
  it("ingests, answers with a citation, searches and tells about the index", async () => {
    expect((await run("ingest", join(folder, "tower.md"), ...index())).exit).toBe(0);

    const asked = await run("ask", "When was the Eiffel Tower completed?", "--json", ...index());
    expect(asked.exit).toBe(0);
    expect(JSON.parse(asked.out)).toMatchObject({
      status: "answered",
      text: expect.stringContaining("1889") as string,
    });

    const searched = await run("search", "tower", "--json", ...index());
    expect(searched).toMatchObject({ exit: 0, out: expect.stringContaining("Eiffel") as string });

    const explained = await run("search", "tower", "--explain", "--why", "towers.md", ...index());
    expect(explained).toMatchObject({ exit: 0, out: expect.stringMatching(/BM25 {3}#1[^]*evidence #1/) as string });
    expect(explained.out).toContain('"towers.md" is not in the index. The nearest ids are:');

    const why = await run("search", "tower", "--explain", "--why", "tower.md", "--json", ...index());
    expect(JSON.parse(why.out)).toMatchObject({
      ...{ results: [{ relevance: expect.any(Number) as number }], explanation: { passages: [{ finalRank: 1 }] } },
      why: { status: "evidence", passages: [{ bm25: { terms: [{ term: "tower" }] } }] },
    });
    expect(await run("index", "info", ...index())).toMatchObject({ exit: 0 });
  }, 30_000);

  it("says how it read a misspelled question", async () => {
    const { exit, out } = await run("ask", "When was the Eifel Tower completed?", "--profile", "fast", ...index());
    expect(exit).toBe(0);
    expect(out).toMatch(/^Understood as: When was the Eiffel Tower completed\?\n\n.*1889/);
  }, 30_000);

  it("keeps a conversation when asked to, and goes on with it", async () => {
    const fast = ["--profile", "fast", ...index()];
    const begun = await run("ask", "When was the Eiffel Tower completed?", "--conversation", "new", ...fast);
    const id = /conversation ([\da-f-]{36})/.exec(begun.out)?.[1] ?? "";
    const next = await run("ask", "Where is it?", "--conversation", id, "--json", ...fast);
    expect(JSON.parse(next.out)).toMatchObject({
      conversationId: id,
      text: expect.stringContaining("Paris") as string,
    });
    const unknown = await run("ask", "Where is it?", "--conversation", "no-such", ...fast);
    expect(unknown).toMatchObject({ exit: 1, error: expect.stringContaining("CONVERSATION_UNKNOWN") as string });
    const both = await run("ask", "Why?", "--conversation", id, "--history", "turns.json", ...index());
    expect(both.exit).toBe(2);
  }, 60_000);

  it("ends with 3 when it abstains", async () => {
    const { exit, out } = await run("ask", "What is the boiling point of tungsten?", ...index());
    expect({ exit, said: out.length > 0 }).toEqual({ exit: 3, said: true });
  });

  it("checks claims line by line", async () => {
    const { exit, out } = await run("check", join(folder, "claims.jsonl"), "--json");
    expect({ exit, line: JSON.parse(out) as unknown }).toMatchObject({
      exit: 0,
      line: { id: "a", verdict: "supported" },
    });
  });

  it.each([
    [["ask", ""], "INPUT_EMPTY"],
    [["ask", "why ".repeat(5_000)], "INPUT_TOO_LONG"],
    [["ask", "why?", "--profile", "no-such"], "no-such"],
    [["ask", "why?", "--no-such-flag"], "no-such-flag"],
    [["no-such-command"], "no-such-command"],
  ])("ends %j with 2, and says why", async (args, reason) => {
    const { exit, error } = await run(...args, ...(args.length > 1 ? index() : []));
    expect({ exit, error }).toEqual({ exit: 2, error: expect.stringContaining(reason) as string });
    expect(error).not.toMatch(/\n\s+at /);
  });

  it.each([
    [["ingest", "/no/such/place", "--index", join(tmpdir(), "footnote-cli-nothing")], "PATH_MISSING"],
    [["ask", "why?", "--index", "/no/such/index"], "INDEX_MISSING"],
    [["check", "/no/such/file"], "PATH_MISSING"],
  ])("ends %j with 1, and says why", async (args, reason) => {
    const { exit, error } = await run(...args);
    expect({ exit, error }).toEqual({ exit: 1, error: expect.stringContaining(reason) as string });
    expect(error).not.toMatch(/\n\s+at /);
  });

  it("ends --help with 0", async () => {
    expect(await run("--help")).toMatchObject({ exit: 0, out: expect.stringContaining("ingest") as string });
  });
});
