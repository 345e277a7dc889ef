import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSplit } from "../../../eval/cleaning/read-split.js";
import { DEFAULT_CLEANING } from "../../../eval/cleaning/settings.js";
import { aFolder } from "./cleaning-fixtures.js";

function aFile(content: string | Uint8Array): string {
  const path = join(aFolder(), "split.jsonl");
  writeFileSync(path, content);
  return path;
}

const read = (path: string, settings: Partial<typeof DEFAULT_CLEANING> = {}, maxRows = 1_000) =>
  readSplit(path, { ...DEFAULT_CLEANING, ...settings }, maxRows, async () => {});

const QUESTION = '{"id": 7, "question": "Who?", "answer": "Ada."}';

describe("reading a split", () => {
  it("takes question, answer, id and place from each line, and the digest of the bytes", async () => {
    const path = aFile(`\uFEFF${QUESTION}\r\n\r\n{"query": "When?", "answers": ["1843", "in 1843"]}`);
    const { split, sha256, lines } = await read(path);
    expect(split.rows).toMatchObject([
      { split: "split.jsonl", line: 1, id: "7", question: "Who?", answers: ["Ada."], answerIsList: false },
      {
        line: 3,
        id: null,
        questionField: "query",
        question: "When?",
        answers: ["1843", "in 1843"],
        answerIsList: true,
      },
    ]);
    expect(lines).toBe(2);
    expect(sha256).toBe(createHash("sha256").update(readFileSync(path)).digest("hex"));
  });

  it("names the line of everything that is no JSON object, and goes on", async () => {
    const notUtf8 = Uint8Array.of(0x22, 0xff, 0x22, 0x0a);
    const path = aFile(
      Buffer.concat([Buffer.from(`{"question": "cut\n[1]\nnull\n`), notUtf8, Buffer.from(`\n${QUESTION}\n`)]),
    );
    const { broken, split } = await read(path);
    expect(broken.map(({ line, detail }) => `${line}: ${detail}`)).toEqual([
      "1: broken JSON",
      "2: JSON, but a list",
      "3: JSON, but null",
      "4: not UTF-8",
    ]);
    expect(split.rows.map((row) => row.line)).toEqual([6]);
  });

  it("skips a huge line without holding it, wherever the reading buffer cuts it", async () => {
    const huge = JSON.stringify({ question: "x".repeat(300_000) });
    const { broken, split } = await read(aFile(`${QUESTION}\n${huge}\n${QUESTION}`), { maxLineBytes: 200_000 });
    expect(broken).toMatchObject([{ line: 2, detail: `line of ${huge.length} bytes; 200000 are allowed` }]);
    expect(split.rows.map((row) => row.line)).toEqual([1, 3]);
  });

  it("reads a long line whole when it is allowed", async () => {
    const question = `€${"x".repeat(200_000)}€`;
    const { split } = await read(aFile(JSON.stringify({ question })));
    expect(split.rows[0]!.question).toBe(question);
  });

  it.each([
    ["more rows than allowed", `${QUESTION}\n`.repeat(4), {}, /more than/],
    ["more bytes than allowed", `${QUESTION}\n`.repeat(4), { maxFileBytes: 100 }, /larger than 100 bytes/],
  ])("refuses %s", async (_, content, settings, message) => {
    await expect(read(aFile(content), settings, 3)).rejects.toMatchObject({
      code: "FILE_TOO_LARGE",
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ["an empty file", "", /no JSON object on any line\.$/],
    ["a file of broken lines", "broken\n", /no JSON object on any line \(line 1: broken JSON\)\.$/],
    [
      "rows without any known field",
      '{"prompt_text": "Who?", "exam": 1}',
      /has no field .*; it has: prompt_text, exam\./,
    ],
  ])("refuses %s", async (_, content, message) => {
    await expect(read(aFile(content))).rejects.toMatchObject({
      code: "DATA_INVALID",
      message: expect.stringMatching(message),
    });
  });

  it("says what is missing when the path is, and what a folder is not", async () => {
    const folder = aFolder();
    await expect(read(join(folder, "none.jsonl"))).rejects.toMatchObject({ code: "PATH_MISSING" });
    await expect(read(folder)).rejects.toMatchObject({
      code: "DATA_INVALID",
      message: expect.stringMatching(/folder/),
    });
  });

  it("expects answers only where half of the rows have one", async () => {
    const bare = '{"question": "Who?"}\n';
    expect((await read(aFile(`${QUESTION}\n${bare}`))).split.hasAnswers).toBe(true);
    expect((await read(aFile(`${QUESTION}\n${bare}${bare}`))).split.hasAnswers).toBe(false);
  });

  it("takes the one text of a row for the question where there is no other", async () => {
    const { split } = await read(aFile('{"_id": "d1", "text": "A passage."}'));
    expect(split).toMatchObject({ hasAnswers: false, rows: [{ id: "d1", question: "A passage.", answers: null }] });
  });

  it("tells contexts apart, not the order in which a row names its fields", async () => {
    const rows = ['"passage": "p"', '"passage": "q"', '"passage": "p", "kind": 1'].map(
      (more) => `{"question": "Who?", ${more}}`,
    );
    const [p, q, again] = (await read(aFile(rows.join("\n")))).split.rows.map((row) => row.context);
    expect(q).not.toBe(p);
    expect(again).toBe(p);
    const without = await read(aFile(rows.join("\n")), { contextFields: [] });
    expect(new Set(without.split.rows.map((row) => row.context))).toEqual(new Set([""]));
  });
});
