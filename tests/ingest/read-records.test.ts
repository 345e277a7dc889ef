import { describe, expect, it } from "vitest";
import { assemble } from "../../src/ingest/assemble.js";
import { readRecords } from "../../src/ingest/read-records.js";
import { sourceFileId } from "../../src/ingest/source-documents.js";

const read = (...lines: unknown[]) =>
  [
    ...readRecords(
      lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"),
      "rows.jsonl",
    ),
  ].map((source) => ("error" in source ? `${source.error.code} ${source.error.message}` : source));
const idsOf = (sources: ReturnType<typeof read>) =>
  sources.map((source) => (typeof source === "string" ? source : source.id));

describe("readRecords", () => {
  it("reads text from text, content or body, and what else is known of the document", async () => {
    const record = {
      id: "q7",
      title: "On\ncells",
      url: "https://example.org/q7",
      date: "2026-05-04",
      text: "They age.",
    };
    const sources = read(record, { content: "Two." }, { body: "Three." }).map(async (source) => {
      if (typeof source === "string") throw new Error(source);
      const document = await source.extract();
      return { ...document, id: source.id, blocks: assemble(document).text };
    });
    const [first, second, third] = await Promise.all(sources);
    expect(first).toEqual({
      id: "rows.jsonl#q7",
      title: "On cells",
      url: "https://example.org/q7",
      publishedAt: "2026-05-04",
      blocks: "They age.",
    });
    expect(second).toMatchObject({ id: "rows.jsonl#2", title: "rows 2", url: null, publishedAt: null, blocks: "Two." });
    expect(third).toMatchObject({ id: "rows.jsonl#3", blocks: "Three." });
  });

  it("counts blank lines, so that a document without an id has the number of its line", () => {
    expect(idsOf(read({ text: "a" }, "", "\r", { text: "b" }, { id: 12, text: "c" }))).toEqual([
      "rows.jsonl#1",
      "rows.jsonl#4",
      "rows.jsonl#12",
    ]);
  });

  it("names each malformed line and its fault, and goes on", () => {
    const failures = read(
      "{",
      [1],
      { title: "x" },
      { text: " " },
      { id: {}, text: "x" },
      { id: "a\u0007", text: "x" },
      { text: "good" },
    );
    expect(idsOf(failures)).toEqual([
      "RECORD_INVALID rows.jsonl, line 1 is left out: it is not JSON by itself; write each document as one line.",
      "RECORD_INVALID rows.jsonl, line 2 is left out: it is a list; write each of its documents on a line of its own.",
      "RECORD_INVALID rows.jsonl, line 3 is left out: it has no text, content or body.",
      "RECORD_INVALID rows.jsonl, line 4 is left out: it has no text, content or body.",
      "RECORD_INVALID rows.jsonl, line 5 is left out: its id is neither a short text nor a number.",
      "RECORD_INVALID rows.jsonl, line 6 is left out: its id has control characters.",
      "rows.jsonl#7",
    ]);
  });

  it("takes the first of two documents with one id", () => {
    expect(idsOf(read({ id: "2", text: "a" }, { text: "b" }))).toEqual([
      "rows.jsonl#2",
      "RECORD_INVALID rows.jsonl, line 2 is left out: another line has the id rows.jsonl#2.",
    ]);
  });

  it("lists ten malformed lines, and counts the rest", () => {
    const failures = read(...Array<string>(25).fill("{"));
    expect(failures).toHaveLength(10 + 1);
    expect(failures.at(-1)).toBe(`RECORD_INVALID rows.jsonl: ${25 - 10} more lines are left out.`);
  });

  it("reads no line of more than a million characters, and no more than 100,000 lines", () => {
    expect(read({ text: "a".repeat(1_000_000) })).toEqual([
      "RECORD_INVALID rows.jsonl, line 1 is left out: it is longer than 1,000,000 characters.",
    ]);
    const many = read(...Array<string>(100_001).fill('{"text":"a"}'));
    expect(many).toHaveLength(100_000 + 1);
    expect(many.at(-1)).toMatch(/^FILE_TOO_LARGE rows\.jsonl has more than 100,000 lines/);
  });
});

describe("sourceFileId", () => {
  it("is the file of a record, and any other document itself", () => {
    expect(sourceFileId("a/rows.jsonl#x#1.jsonl#2")).toBe("a/rows.jsonl");
    expect(sourceFileId("a/ROWS.NDJSON#7")).toBe("a/ROWS.NDJSON");
    expect(sourceFileId("notes/c#.md")).toBe("notes/c#.md");
    expect(sourceFileId("rows.jsonl")).toBe("rows.jsonl");
  });
});
