import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readClaims } from "../../../eval/data/claims.js";
import { readQuestions } from "../../../eval/data/questions.js";
import { collect } from "../../../eval/data/rows.js";
import { FootnoteError } from "../../../src/domain/errors.js";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "footnote-eval-"))));
afterEach(() => rm(folder, { recursive: true }));

async function file(content: string | Uint8Array): Promise<string> {
  const path = join(folder, "rows.jsonl");
  await writeFile(path, content);
  return path;
}

const claim = (id: string, more: object = {}): string =>
  JSON.stringify({ id, claim: "Water boils.", evidence: ["It boils."], label: "supported", source: "made", ...more });

describe("claims files", () => {
  it("are read row by row, fields outside the format dropped", async () => {
    const path = await file(
      `${claim("1", { supporting: [[0]], context: "dropped" })}\n${claim("2", { label: "partial" })}\n`,
    );
    const expected = { claim: "Water boils.", evidence: ["It boils."], source: "made" };
    expect(await collect(readClaims(path))).toEqual([
      { id: "1", label: "supported", supporting: [[0]], ...expected },
      { id: "2", label: "partial", ...expected },
    ]);
  });

  it("may start with a byte order mark, hold blank lines and Windows line ends, and lack the last line end", async () => {
    const path = await file(`\uFEFF${claim("1")}\r\n\r\n${claim("2")}`);
    expect((await collect(readClaims(path))).map((row) => row.id)).toEqual(["1", "2"]);
  });

  it("may hold line separators inside a string, and characters cut by the reading buffer", async () => {
    // 65,536 bytes are read at a time; three-byte characters cannot all end there.
    const text = "a\u2028b" + "€".repeat(70_000);
    const [row] = await collect(readClaims(await file(claim("1", { claim: text }))));
    expect(row?.claim).toBe(text);
  });

  it("stop at the limit, before rows they need not read", async () => {
    const path = await file(`${claim("1")}\n${claim("2")}\nbroken\n`);
    expect((await collect(readClaims(path, { limit: 2 }))).map((row) => row.id)).toEqual(["1", "2"]);
  });

  it("give the rows before a broken one", async () => {
    const rows = readClaims(await file(`${claim("1")}\nbroken\n`));
    expect((await rows.next()).value).toMatchObject({ id: "1" });
    await expect(rows.next()).rejects.toMatchObject({ code: "DATA_INVALID" });
  });

  it.each([
    ["broken JSON", `${claim("1")}\n\n{"id": "2",\n`, /rows\.jsonl:3: not a JSON object$/],
    ["JSON that is no object", `7\n`, /rows\.jsonl:1: .*object/],
    ["a label outside the format", claim("1", { label: "true" }), /rows\.jsonl:1: label: .*"supported"/],
    ["a wrong type inside a list", claim("1", { evidence: ["fine", 7] }), /rows\.jsonl:1: evidence\.1: .*string/],
    ["several faults in one row", `{"id": "1", "label": "supported"}`, /:1: claim: .*; evidence: .*; source: /],
    ["an id seen before", `${claim("1")}\n${claim("2")}\n${claim("1")}`, /rows\.jsonl:3: id "1" is already on line 1$/],
    ["no rows", "\n\n", /rows\.jsonl has no rows/],
    ["bytes that are not UTF-8", Uint8Array.of(0x7b, 0xff, 0x7d), /rows\.jsonl is not UTF-8/],
  ])("with %s are refused with the place", async (_, content, message) => {
    const rows = collect(readClaims(await file(content)));
    await expect(rows).rejects.toMatchObject({ code: "DATA_INVALID", message: expect.stringMatching(message) });
  });

  it("that are missing or a folder are named", async () => {
    const missing = join(folder, "none.jsonl");
    await expect(collect(readClaims(missing))).rejects.toMatchObject({
      code: "PATH_MISSING",
      message: expect.stringContaining(missing),
    });
    await expect(collect(readClaims(folder))).rejects.toMatchObject({ code: "DATA_INVALID" });
  });
});

describe("malformed rows that are to be left out", () => {
  async function readAround(content: string, options: { limit?: number } = {}) {
    const told: FootnoteError[] = [];
    const rows = await collect(readClaims(await file(content), { ...options, onInvalid: (error) => void told.push(error) }));
    const places = told.map(({ message }) => message.slice(message.indexOf("rows.jsonl")));
    return { ids: rows.map((row) => row.id), told, places };
  }

  it("are told of with file, line and fault, and the rows around them are read", async () => {
    const { ids, told, places } = await readAround(
      [claim("1"), "broken", "", claim("2", { label: "true" }), "7", claim("3", { evidence: "text" }), claim("4")].join("\n"),
    );
    expect(ids).toEqual(["1", "4"]);
    expect(places).toEqual([
      "rows.jsonl:2: not a JSON object",
      expect.stringMatching(/^rows\.jsonl:4: label: .*"supported"/),
      expect.stringMatching(/^rows\.jsonl:5: .*object/),
      expect.stringMatching(/^rows\.jsonl:6: evidence: /),
    ]);
    expect(told.map((error) => [error instanceof FootnoteError, error.code])).toEqual(
      told.map(() => [true, "DATA_INVALID"]),
    );
  });

  it("are, of rows with one id, all but the first", async () => {
    const { ids, places } = await readAround([claim("1"), claim("2"), claim("1"), claim("1")].join("\n"));
    expect(ids).toEqual(["1", "2"]);
    expect(places).toEqual([3, 4].map((line) => `rows.jsonl:${line}: id "1" is already on line 1`));
  });

  it("do not take their id with them, nor count towards the limit", async () => {
    const lines = [claim("1", { label: "true" }), claim("1"), "broken", claim("2"), claim("3"), "broken too"];
    const { ids, places } = await readAround(lines.join("\n"), { limit: 2 });
    expect(ids).toEqual(["1", "2"]);
    expect(places.map((place) => place.split(":")[1])).toEqual(["1", "3"]);
  });

  it("leave a file without a row when there is no other", async () => {
    await expect(readAround("broken\nalso broken\n")).rejects.toMatchObject({
      code: "DATA_INVALID",
      message: expect.stringContaining("rows.jsonl has no rows"),
    });
  });

  it("are only rows: a file that is missing or not UTF-8 is refused all the same", async () => {
    const leaveOut = { onInvalid: () => undefined };
    await expect(collect(readClaims(join(folder, "none.jsonl"), leaveOut))).rejects.toMatchObject({ code: "PATH_MISSING" });
    const bytes = await file(Uint8Array.of(0x7b, 0xff, 0x7d));
    await expect(collect(readClaims(bytes, leaveOut))).rejects.toMatchObject({ code: "DATA_INVALID" });
  });
});

describe("question files", () => {
  const question = { id: "1", question: "Who?", answers: ["Ada"], answerable: true };

  it("hold passages, and optionally key facts, gold sentences, wrong answers, a kind, a correction and a split", async () => {
    const rows = [
      { ...question, passages: [{ id: "p", title: "", text: "Ada did.", gold: true, sentences: ["Ada did."] }] },
      { ...question, id: "2", passages: [], keyFacts: [["ada", "ada lovelace"], ["1843"]], kind: "fact" },
      {
        ...question,
        id: "3",
        passages: [],
        goldSentences: [[]],
        wrongAnswers: ["Bob"],
        answers: [],
        answerable: false,
      },
      { ...question, id: "4", passages: [], answers: [], answerable: false, correction: null, split: "tune" },
      { ...question, id: "5", passages: [], answers: [], answerable: false, correction: "Bob did.", split: "test" },
    ];
    const path = await file(rows.map((row) => JSON.stringify(row)).join("\n"));
    expect(await collect(readQuestions(path))).toEqual(rows);
  });

  it("may have a single passage, gold where the question is answerable, and one list of gold sentences", async () => {
    const short = { id: "1", question: "Who?", passage: "Ada did.", answerable: true };
    const rows = [
      { ...short, title: "Ada", answers: ["Ada"], goldSentences: ["Ada did."], source: "dropped" },
      { ...short, id: "2", answerable: false },
    ];
    const path = await file(rows.map((row) => JSON.stringify(row)).join("\n"));
    expect(await collect(readQuestions(path))).toEqual([
      {
        ...question,
        passages: [{ id: "1#0", title: "Ada", text: "Ada did.", gold: true }],
        goldSentences: [["Ada did."]],
      },
      {
        ...question,
        ...{ id: "2", answers: [], answerable: false },
        passages: [{ id: "2#0", title: "", text: "Ada did.", gold: false }],
      },
    ]);
    const wrong = await file(JSON.stringify({ ...short, passage: 7 }));
    await expect(collect(readQuestions(wrong))).rejects.toThrow(/rows\.jsonl:1: passages\.0\.text: .*string/);
  });

  it("with a key fact that nothing can state are refused", async () => {
    const path = await file(JSON.stringify({ ...question, passages: [], keyFacts: [["ada"], []] }));
    await expect(collect(readQuestions(path))).rejects.toThrow(/rows\.jsonl:1: keyFacts\.1: /);
  });
});
