import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { registerJudge } from "../../../eval/commands/judge.js";
import { type ScriptedEndpoint, scriptedEndpoint, type SeenRequest } from "../../adapters/openai/scripted-endpoint.js";

const KEY = "sk-secret-0123456789";
const folder = mkdtempSync(join(tmpdir(), "footnote-judge-command-"));
const claimsFile = join(folder, "claims.jsonl");
const pairsFile = join(folder, "pairs.json");

const claim = (id: number) => ({
  id: `c${id}`,
  claim: id % 2 ? `Paris has ${id} bridges.` : `Rome has ${id} hills.`,
  evidence: [`Paris has ${id} bridges.`],
  label: id % 2 ? "supported" : "unsupported",
  source: "made",
});
writeFileSync(claimsFile, Array.from({ length: 12 }, (_, id) => JSON.stringify(claim(id))).join("\n"));
const pair = (id: number) => ({
  instance_id: Math.floor(id / 2),
  dataset: "made",
  query: "How many bridges has Paris?",
  gt_answer: "Paris has 37 bridges.",
  model1: { response: "Paris has 37 bridges." },
  model2: { response: "Rome has hills." },
  correctness_label: -2,
  completeness_label: -1,
  overall_label: id % 2 ? -2 : -1,
});
writeFileSync(pairsFile, JSON.stringify(Array.from({ length: 8 }, (_, id) => pair(id))));

let printed = "";
let endpoint: ScriptedEndpoint | undefined;
beforeEach(() => {
  printed = "";
  for (const name of ["FOOTNOTE_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY"]) vi.stubEnv(name, undefined);
  vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((printed += String(text))));
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await endpoint?.close();
  endpoint = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

async function judge(...options: string[]): Promise<void> {
  const program = new Command().exitOverride();
  registerJudge(program);
  await program.parseAsync(["judge", ...options], { from: "user" });
}
const asked = (request: SeenRequest) => request.body.messages[1]!.content;

describe("eval judge", () => {
  it("measures the built-in judge without any model, and writes what it prints", async () => {
    const out = join(folder, "result.json");
    await judge("--data", claimsFile, pairsFile, "--json", "--out", out);
    const result = JSON.parse(printed);
    expect(result.claims[0]).toMatchObject({ data: "claims", builtInFittedHere: false });
    const [builtIn, lexical, ...others] = result.claims[0].judges;
    expect([builtIn.judge, lexical.judge, others]).toEqual(["built-in:check-claim", "lexical:word-overlap", []]);
    expect(builtIn).toMatchObject({ n: 12, supported: 6 });
    expect(builtIn.metrics).toMatchObject({ auroc: 1, recall: 1 });
    const [{ people, judges }] = result.comparisons;
    expect(people.overall).toMatchObject({ pairs: 4, agreement: 1 });
    const recall = judges.find((one: { judge: string }) => one.judge.startsWith("claimRecall"));
    expect(recall.criteria.overall.withOne.agreement).toBe(1);
    expect(result.usage).toBeNull();
    const { seconds, ...rest } = result;
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(JSON.parse(readFileSync(out, "utf8"))).toEqual(rest);
  });

  it("measures a model of the environment too: judgements, position bias, missing answers, cost", async () => {
    endpoint = await scriptedEndpoint((request, count) => {
      if (/--- answer A/.test(asked(request))) {
        return JSON.stringify({ reason: "r", correctness: "A", completeness: "A", overall: "A" });
      }
      return count === 1 ? "no idea" : JSON.stringify({ reason: "r", score: asked(request).includes("Rome") ? 1 : 4 });
    });
    vi.stubEnv("FOOTNOTE_MODEL", "judge-1");
    vi.stubEnv("OPENAI_BASE_URL", endpoint.baseUrl);
    vi.stubEnv("OPENAI_API_KEY", KEY);
    await judge("--data", claimsFile, pairsFile, "--json", "--no-cache", "--parallel", "2");
    const result = JSON.parse(printed);
    const [, , llm] = result.claims[0].judges;
    expect(llm).toMatchObject({ n: 12, missing: { unparseable: 1, unanswered: 0 } });
    expect(llm.metrics.auroc).toBe(1);
    const pairwise = result.comparisons[0].judges.at(-1);
    expect(pairwise.orders.overall).toMatchObject({ firstPlace: 4, positionBias: 1, missing: 0 });
    expect(pairwise.criteria.overall.withOne.agreement).toBe(1 / 2);
    expect(result.usage).toMatchObject({
      calls: 12 + 2 * 4,
      failedCalls: 0,
      promptTokens: 20 * 7,
      completionTokens: 20 * 3,
    });
    expect(printed).not.toContain(KEY);
  });

  it("prints a table by default", async () => {
    await judge("--data", claimsFile, pairsFile);
    expect(printed).toContain("claims: 12 claims, 6 supported");
    expect(printed).toContain("people with each other");
    expect(printed).toMatch(/claimRecall:built-in:check-claim +1\.000/);
  });

  it("draws a limited number of rows by the seed, of both classes where the file is sorted", async () => {
    const rows = Array.from({ length: 12 }, (_, id) => claim(id)).sort((a, b) => a.label.localeCompare(b.label));
    const sorted = join(folder, "sorted.jsonl");
    writeFileSync(sorted, rows.map((row) => JSON.stringify(row)).join("\n"));
    await judge("--data", sorted, "--limit", "6", "--json");
    const first = JSON.parse(printed).claims[0].judges[0];
    expect(first.n).toBe(6);
    expect(first.supported).toBeGreaterThan(0);
    expect(first.supported).toBeLessThan(6);
    printed = "";
    await judge("--data", sorted, "--limit", "6", "--json");
    expect(JSON.parse(printed).claims[0].judges[0]).toEqual(first);
  });

  it("fails by name, without the key, on a refused key, a bad file, a bad number", async () => {
    endpoint = await scriptedEndpoint(() => ({ status: 401, body: { error: { message: `Wrong key ${KEY}` } } }));
    vi.stubEnv("OPENAI_API_KEY", KEY);
    const model = ["--model", "judge-1", "--base-url", endpoint.baseUrl, "--no-cache"];
    const refused = await judge("--data", claimsFile, ...model).catch((error: unknown) => error as Error);
    expect(refused).toMatchObject({ code: "LLM_REFUSED", message: expect.stringContaining("refuses the key") });
    expect(JSON.stringify([refused, String(refused)])).not.toContain(KEY);
    await expect(judge("--data", join(folder, "none.jsonl"))).rejects.toMatchObject({ code: "PATH_MISSING" });
    await expect(judge("--data", claimsFile, "--limit", "0")).rejects.toMatchObject({
      code: "commander.invalidArgument",
    });
    vi.stubEnv("OPENAI_API_KEY", undefined);
    await expect(judge("--data", claimsFile, "--model", "m")).rejects.toMatchObject({ code: "SETTING_UNKNOWN" });
  });
});
