import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ClaimRow, readClaims } from "../../eval/data/claims.js";
import { collect } from "../../eval/data/rows.js";
import { DEFAULT_INGEST_SETTINGS } from "../../src/ingest/ingest.js";
import { prepareDocument } from "../../src/ingest/prepare-document.js";

const PATH = "data/claims/guide.jsonl";

const article = z.string().regex(/^data\/corpus\/[\w/-]+\.(?:md|html)$/);
/** What the claims format leaves to each file: where the passages are from. */
const provenance = z.object({
  id: z.string(),
  claim: z.string(),
  source: z.string(),
  evidence: z.tuple([z.string()]),
  document: article,
  supportedBy: z.object({ document: article, evidence: z.tuple([z.string()]) }).optional(),
});
const claims = readFileSync(PATH, "utf8")
  .trim()
  .split("\n")
  .map((line) => provenance.parse(JSON.parse(line)));
const ofSource = (source: string) => claims.filter((claim) => claim.source === source);

const words = (text: string): number => text.split(/\s+/).length;
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
const repeats = (claim: string, passage: string): boolean => ` ${plain(passage)} `.includes(` ${plain(claim).trim()} `);

let rows: ClaimRow[];
const storedTexts = new Map<string, string>();

beforeAll(async () => {
  rows = await collect(readClaims(PATH));
  for (const { document, supportedBy } of claims) {
    for (const path of [document, supportedBy?.document ?? document]) {
      if (storedTexts.has(path)) continue;
      storedTexts.set(path, (await prepareDocument(path, path, DEFAULT_INGEST_SETTINGS))!.document.text);
    }
  }
});

describe("the claims over the guide", () => {
  it("are in the claims format, with unique ids and claims", () => {
    expect(rows).toHaveLength(claims.length);
    expect(new Set(rows.map((row) => plain(row.claim))).size).toBe(rows.length);
  });

  it.each([
    ["supported", "supported", 100],
    ["partial", "partial", 40],
    ["number-changed", "unsupported", 45],
    ["entity-changed", "unsupported", 45],
    ["negated", "unsupported", 45],
    ["invented", "unsupported", 35],
    ["wrong-passage", "unsupported", 45],
  ])("hold enough that are %s, all labelled %s", (source, label, count) => {
    const labels = rows.filter((row) => row.source === source).map((row) => row.label);
    expect(labels).toEqual(Array(count).fill(label));
  });

  it("are of those kinds only, and 300 or more", () => {
    const kinds = ["entity-changed", "invented", "negated", "number-changed", "partial", "supported", "wrong-passage"];
    expect([...new Set(rows.map((row) => row.source))].sort()).toEqual(kinds);
    expect(rows.length).toBeGreaterThanOrEqual(300);
  });

  it("say in the id of a supported claim how it was derived", () => {
    const counts = ["paraphrase", "light-edit", "joined"].map(
      (way) => ofSource("supported").filter(({ id }) => id.startsWith(`${way}-`)).length,
    );
    expect(counts).toEqual([60, 25, 15]);
  });

  it("are sentences of 8 to 35 words", () => {
    const odd = claims.filter(({ claim }) => words(claim) < 8 || words(claim) > 35 || !/^[\p{Lu}`"].*\.$/u.test(claim));
    expect(odd.map(({ claim }) => claim)).toEqual([]);
  });

  it("cite passages of 30 to 200 words", () => {
    const odd = claims.filter(({ evidence: [passage] }) => words(passage) < 30 || words(passage) > 200);
    expect(odd.map(({ id }) => id)).toEqual([]);
  });

  it("cite text as ingestion stores it, of Markdown and HTML articles alike", () => {
    const gone = claims.filter(
      ({ document, evidence: [passage], supportedBy }) =>
        !storedTexts.get(document)!.includes(passage) ||
        (supportedBy && !storedTexts.get(supportedBy.document)!.includes(supportedBy.evidence[0])),
    );
    expect(gone.map(({ id }) => id)).toEqual([]);
    expect(claims.filter(({ document }) => document.endsWith(".html")).length).toBeGreaterThan(0);
  });

  it("are spread over at least 45 articles, none with more than one claim in twenty", () => {
    const counts = new Map<string, number>();
    for (const { document } of claims) counts.set(document, (counts.get(document) ?? 0) + 1);
    expect(counts.size).toBeGreaterThanOrEqual(45);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(claims.length / 20);
  });

  it("do not repeat a sentence of their passage, but for a few light edits", () => {
    const repeated = claims.filter(({ claim, evidence: [passage] }) => repeats(claim, passage)).map(({ id }) => id);
    expect(repeated.filter((id) => !id.startsWith("light-edit-"))).toEqual([]);
    expect(repeated.length).toBeLessThanOrEqual(3);
  });

  it("name the passage that supports them when they cite the wrong one, and only then", () => {
    expect(claims.filter(({ supportedBy }) => supportedBy)).toEqual(ofSource("wrong-passage"));
    const same = claims.filter(({ evidence, supportedBy }) => {
      const [proof] = supportedBy?.evidence ?? [];
      return proof !== undefined && (proof.includes(evidence[0]) || evidence[0].includes(proof));
    });
    expect(same.map(({ id }) => id)).toEqual([]);
  });

  it("cite the wrong passage within the same article and in another one", () => {
    const abroad = ofSource("wrong-passage").filter(({ document, supportedBy }) => supportedBy!.document !== document);
    expect(abroad.length).toBeGreaterThanOrEqual(15);
    expect(ofSource("wrong-passage").length - abroad.length).toBeGreaterThanOrEqual(15);
  });
});
