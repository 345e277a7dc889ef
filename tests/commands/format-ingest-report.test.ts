import { describe, expect, it } from "vitest";
import { formatIngestReport } from "../../src/commands/format-ingest-report.js";
import type { IngestSummary } from "../../src/compose.js";
import { FootnoteError } from "../../src/domain/errors.js";
import { type IngestProblem, toProblem } from "../../src/ingest/load-files.js";

const report = (parts: Partial<IngestSummary>): string =>
  formatIngestReport({
    ...{ added: 0, updated: 0, unchanged: 0, removed: 0, passages: 0, duplicates: [], problems: [], warnings: [] },
    otherFormats: {},
    ...{ seconds: 1, cachedEmbeddings: 0, passagesPerSecond: 0 },
    ...parts,
  });
const empty = (path: string): IngestProblem => toProblem(path, new FootnoteError("FILE_EMPTY", `${path} is empty.`));

describe("the report of an ingest", () => {
  it("is one line when there is no more to say", () => {
    expect(report({ added: 2, passages: 3, passagesPerSecond: 3 })).toBe(
      "2 added, 0 updated, 0 unchanged, 0 removed, 3 passages, in 1.0 s (3.0 passages a second)",
    );
  });

  it("names each skipped file once, with the reason, and the next step once for those of a kind", () => {
    const invalid = new FootnoteError("RECORD_INVALID", "docs/r.jsonl, line 3 is left out: it is not JSON.");
    const encrypted = new FootnoteError("FILE_ENCRYPTED", "docs/p.pdf is encrypted with a password.");
    const problems = [
      empty("docs/a.md"),
      empty("docs/b.md"),
      toProblem("docs/p.pdf", encrypted),
      toProblem("docs/r.jsonl#3", invalid),
    ];
    expect(report({ problems }).split("\n")).toEqual([
      "0 added, 0 updated, 0 unchanged, 0 removed, 4 skipped, 0 passages, in 1.0 s",
      "  skipped docs/a.md (FILE_EMPTY): is empty.",
      "  skipped docs/b.md (FILE_EMPTY): is empty.",
      "    Nothing to index in this file; it can be left out.",
      "  skipped docs/p.pdf (FILE_ENCRYPTED): is encrypted with a password.",
      "    Save a copy without a password, and ingest that.",
      "  skipped docs/r.jsonl#3 (RECORD_INVALID): line 3 is left out: it is not JSON.",
      "    Correct the line; the others are indexed.",
    ]);
  });

  it("counts the files that are of no format it reads", () => {
    const otherFormats = { ".py": 1, ".png": 12, "": 2, ".json": 3, ".css": 1, ".js": 1, ".c": 1 };
    expect(report({ otherFormats }).split("\n")[1]).toBe(
      "  passed over, as of other formats: 12 .png, 3 .json, 2 without an ending, 1 .py, 1 .css, 2 more",
    );
  });

  it("counts what is more than a screen holds", () => {
    const problems = Array.from({ length: 20 }, (_, i) => empty(`docs/${i}.md`));
    expect(report({ problems }).split("\n").slice(6)).toEqual([
      "  skipped FILE_EMPTY: 15 more, listed by --json",
      "    Nothing to index in this file; it can be left out.",
    ]);
  });

  it("shows names that would break a line or steer the terminal", () => {
    const text = report({ problems: [empty("a\nb\u001b[31m\u202e.md")] });
    expect(text.split("\n")[1]).toBe("  skipped a\\nb\\u001b[31m\\u202e.md (FILE_EMPTY): is empty.");
  });
});
