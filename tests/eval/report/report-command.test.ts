import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { registerReport } from "../../../eval/commands/report.js";
import { openReportRuns } from "../../../eval/report/report-run.js";
import { renderReport } from "../../../eval/report/report.js";
import { RUN_FORMAT } from "../../../eval/runs/run-folder.js";
import { answerRow, claim, parameters, suite, trace, writeRun } from "./report-fixture.js";

const row = answerRow("q", { scores: { answerRecall: 0.5 } });

async function report(...args: string[]): Promise<void> {
  const program = new Command();
  registerReport(program);
  await program.parseAsync(["node", "eval", "report", ...args]);
}

describe("eval report", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "footnote-report-out-"));
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it("writes the page and says where", async () => {
    const out = join(folder, "report.html");
    await report(writeRun([row]), "--out", out);
    expect(readFileSync(out, "utf8")).toMatch(/^<!doctype html>\n[^]*<\/html>\n$/);
    expect(process.stdout.write).toHaveBeenCalledWith(expect.stringMatching(/report\.html: 1 run, \d+ kB\n$/));
  });

  it("says what is wrong with a folder", async () => {
    const out = join(folder, "report.html");
    const unfinished = writeRun([row]);
    rmSync(join(unfinished, "summary.json"));
    const foreign = writeRun([row]);
    writeFileSync(join(foreign, "run.json"), JSON.stringify({ format: "footnote-run/0", parameters: parameters() }));

    await expect(report(join(folder, "none"), "--out", out)).rejects.toMatchObject({ code: "PATH_MISSING" });
    await expect(report(folder, "--out", out)).rejects.toMatchObject({ code: "RUN_INVALID" });
    await expect(report(unfinished, "--out", out)).rejects.toMatchObject({
      code: "RUN_INVALID",
      message: expect.stringContaining("not finished") as string,
    });
    await expect(report(foreign, "--out", out)).rejects.toMatchObject({
      code: "RUN_INVALID",
      message: expect.stringContaining(RUN_FORMAT) as string,
    });
    await expect(report(writeRun([row], { of: { suite: "unknown" } }), "--out", out)).rejects.toMatchObject({
      code: "RUN_INVALID",
    });
  });

  it("refuses runs of different suites, or without a question in common", async () => {
    const run = writeRun([row]);
    const claims = writeRun([row], { of: { suite: "claims" } });
    const elsewhere = writeRun([answerRow("another")]);
    await expect(report(run, claims)).rejects.toMatchObject({ code: "RUN_INVALID" });
    await expect(report(run, elsewhere)).rejects.toMatchObject({ code: "RUN_INVALID" });
  });

  it("says when the page cannot be written", async () => {
    await expect(report(writeRun([row]), "--out", join(folder, "none", "report.html"))).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
    });
  });
});

describe("runs of a report", () => {
  it("have names of their own", () => {
    const names = openReportRuns([writeRun([row]), writeRun([row]), writeRun([row], { name: "new" })]);
    expect(names.map(({ name }) => name)).toEqual(["run", "run (2)", "new"]);
  });

  it("do without a date that is none", () => {
    const folder = writeRun([row]);
    const head = JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as object;
    writeFileSync(join(folder, "run.json"), JSON.stringify({ ...head, startedAt: "yesterday" }));
    expect(openReportRuns([folder])[0]!.startedAt).toBeNull();
  });

  it("of 300 questions that all fail with long passages make a page small enough to attach", () => {
    const rows = Array.from({ length: 300 }, (_, i) => answerRow(`q${i}`, { claims: [claim("unsupported")] }));
    const passage = { documentId: "guide", title: "Ranking", heading: "History", score: 0.5, relevance: 1 };
    const ranked = Array.from({ length: 12 }, (_, i) => ({
      ...{ ...passage, passageId: `guide:${i}`, text: "It was first described in 1994. ".repeat(60) },
    }));
    const traces = Object.fromEntries(rows.map(({ id, text }) => [id, trace(text, { ranked })]));
    const html = renderReport(openReportRuns([writeRun(rows, { traces })]), { suite });
    expect(html.match(/<details class="failure"/g)).toHaveLength(50);
    expect(html).toContain("The first 50 are shown.");
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
  });
});
