import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { FootnoteError } from "../../src/domain/errors.js";
import { readJudgeError } from "../judges/judge-error.js";
import { renderReport } from "../report/report.js";
import { openReportRuns } from "../report/report-run.js";
import { suiteOf } from "../suites/index.js";

/** `report RUN...`: runs of one suite as one HTML file that opens anywhere. */
export function registerReport(program: Command): void {
  program
    .command("report")
    .description("write a run as one HTML page; of several runs the last one is shown, compared with those before it")
    .argument("<run...>", "folders of finished runs of one suite, the newest last")
    .option("--out <file>", "the page to write", "report.html")
    .action((folders: string[], { out }: { out: string }) => {
      const runs = openReportRuns(folders);
      const html = renderReport(runs, { suite: suiteOf(runs[0]!), judge: readJudgeError("verdict") });
      try {
        writeFileSync(out, html);
      } catch (cause) {
        throw new FootnoteError("FILE_UNREADABLE", `${out} cannot be written.`, {
          hint: "Name a file in a folder that exists and can be written to.",
          cause,
        });
      }
      process.stdout.write(
        `${out}: ${folders.length === 1 ? "1 run" : `${folders.length} runs`}, ${kilobytes(html)} kB\n`,
      );
    });
}

function kilobytes(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 1_000);
}
