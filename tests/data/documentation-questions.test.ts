import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type QuestionRow, readQuestions } from "../../eval/data/questions.js";
import { collect } from "../../eval/data/rows.js";
import { DEFAULT_INGEST_SETTINGS } from "../../src/ingest/ingest.js";
import { prepareDocument } from "../../src/ingest/prepare-document.js";

const SETS = ["fastify", "guide", "python"] as const;
const ANSWERABLE = ["comparison", "definition", "fact", "how-to", "number", "why", "yes-no"];
const UNANSWERABLE = ["false-presupposition", "made-up-detail", "neighbouring-topic"];
/** Where the documents of a set stand; Python's are not part of the project. */
const DOCUMENT = {
  fastify: /^node_modules\/fastify\/docs\/[\w/-]+\.md$/,
  guide: /^data\/corpus\/[\w/-]+\.(?:md|html)$/,
  python: /^(?:library|tutorial)\/[\w-]+\.html$/,
};

const shared = {
  id: z.string(),
  question: z.string().min(8),
  split: z.enum(["tune", "test"]),
};
const passage = (gold: boolean) =>
  z.strictObject({ id: z.string(), title: z.string().min(1), text: z.string().min(10), gold: z.literal(gold) });
const answerable = z.strictObject({
  ...shared,
  answerable: z.literal(true),
  kind: z.enum(ANSWERABLE as [string]),
  answers: z.array(z.string().min(1)).nonempty(),
  keyFacts: z.array(z.array(z.string().min(1)).nonempty()).nonempty(),
  passages: z.array(passage(true)).nonempty(),
});
const unanswerable = z.strictObject({
  ...shared,
  answerable: z.literal(false),
  kind: z.enum(UNANSWERABLE as [string]),
  answers: z.tuple([]),
  keyFacts: z.tuple([]),
  passages: z.array(passage(false)),
  correction: z.string().min(10).nullable().optional(),
});

const path = (set: string): string => `data/questions/documentation-${set}.jsonl`;
const lines = (file: string): unknown[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");

const rowsOf = new Map<string, QuestionRow[]>();
const all = (): QuestionRow[] => [...rowsOf.values()].flat();
beforeAll(async () => {
  for (const set of SETS) rowsOf.set(set, await collect(readQuestions(path(set))));
});

describe("the questions over three documentation sets", () => {
  it.each(SETS)("have exactly the fields of their label (%s)", (set) => {
    const faults = lines(path(set)).flatMap((line) => {
      const schema = (line as { answerable: boolean }).answerable ? answerable : unanswerable;
      const { success, error } = schema.safeParse(line);
      return success ? [] : [`${(line as { id: string }).id}: ${error.message}`];
    });
    expect(faults).toEqual([]);
  });

  it.each([
    ["fastify", 69, 39],
    ["guide", 67, 38],
    ["python", 68, 38],
  ])("are as many as their README says (%s: %i and %i)", (set, withAnswer, without) => {
    const rows = rowsOf.get(set)!;
    expect(rows.filter((row) => row.answerable)).toHaveLength(withAnswer);
    expect(rows.filter((row) => !row.answerable)).toHaveLength(without);
    expect(readFileSync("data/questions/README.md", "utf8")).toMatch(
      new RegExp(`documentation-${set}\\.jsonl\` \\|.*\\| ${withAnswer} \\| ${without} \\|`),
    );
  });

  it.each([
    ["made-up-detail", 36],
    ["false-presupposition", 43],
    ["neighbouring-topic", 36],
  ])("without an answer are about a third each kind (%s: %i)", (kind, count) => {
    expect(all().filter((row) => row.kind === kind)).toHaveLength(count);
    for (const rows of rowsOf.values()) {
      expect(rows.filter((row) => row.kind === kind).length).toBeGreaterThanOrEqual(12);
    }
  });

  it("have ids and wordings of their own, also beside the earlier questions", () => {
    const earlier = ["guide", "fastify"].flatMap((set) => lines(`data/questions/${set}.jsonl`) as QuestionRow[]);
    const rows = [...all(), ...earlier];
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(new Set(rows.map(({ question }) => plain(question))).size).toBe(rows.length);
  });

  it.each(SETS)("are split in two halves that hold every kind (%s)", (set) => {
    const rows = rowsOf.get(set)!;
    for (const kind of [...ANSWERABLE, ...UNANSWERABLE]) {
      const [tune, test] = ["tune", "test"].map(
        (split) => rows.filter((row) => row.kind === kind && row.split === split).length,
      ) as [number, number];
      expect(Math.min(tune, test), kind).toBeGreaterThan(0);
      expect(Math.abs(tune - test), kind).toBeLessThanOrEqual(2);
    }
  });

  it("hold a correction, or null, for a false presupposition only, and the passage it is from", () => {
    const corrected = all().filter((row) => row.correction !== undefined);
    expect(corrected).toEqual(all().filter((row) => row.kind === "false-presupposition"));
    expect(corrected.filter((row) => row.correction !== null)).toHaveLength(26);
    const unlike = all().filter((row) => !row.answerable && row.passages.length !== Number(Boolean(row.correction)));
    expect(unlike.map(({ id }) => id)).toEqual([]);
  });

  it("do not give their label away by the form: each set asks answerable whys and whether something is true", () => {
    for (const rows of rowsOf.values()) {
      const asked = (start: RegExp) => rows.filter((row) => row.answerable && start.test(row.question)).length;
      expect(asked(/^why/i)).toBeGreaterThanOrEqual(10);
      expect(asked(/^is it true/i)).toBeGreaterThanOrEqual(1);
    }
  });

  it.each([
    ["fastify", 30],
    ["guide", 45],
    ["python", 24],
  ] as const)("are proved by many documents (%s: %i or more), none by more than one in eight", (set, atLeast) => {
    const counts = new Map<string, number>();
    const rows = rowsOf.get(set)!.filter((row) => row.answerable);
    for (const { id } of rows.flatMap((row) => row.passages)) counts.set(id, (counts.get(id) ?? 0) + 1);
    expect(counts.size).toBeGreaterThanOrEqual(atLeast);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(rows.length / 8);
  });

  it.each(SETS)("name documents of their set (%s)", (set) => {
    const ids = rowsOf.get(set)!.flatMap((row) => row.passages.map(({ id }) => id));
    expect(ids.filter((id) => !DOCUMENT[set].test(id))).toEqual([]);
    if (set !== "python") expect(ids.filter((id) => !existsSync(id))).toEqual([]);
  });

  it("name only documents of Python that their README lists", () => {
    const readme = readFileSync("data/questions/README.md", "utf8");
    const ids = rowsOf.get("python")!.flatMap((row) => row.passages.map(({ id }) => id.replace(/\.html$/, "")));
    const unlisted = ids.filter((id) => !new RegExp(`(?<=\\s)${id}(?=\\s)`).test(readme));
    expect(unlisted).toEqual([]);
  });

  it.each(["fastify", "guide"])("quote the text as ingestion stores it (%s)", async (set) => {
    const gone: string[] = [];
    for (const { id, passages } of rowsOf.get(set)!) {
      for (const { id: document, text } of passages) {
        const prepared = await prepareDocument(document, document, DEFAULT_INGEST_SETTINGS);
        if (!prepared!.document.text.includes(text)) gone.push(id);
      }
    }
    expect(gone).toEqual([]);
  });
});
