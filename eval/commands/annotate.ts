import { join } from "node:path";
import type { Command } from "commander";
import { FootnoteError } from "../../src/domain/errors.js";
import { readAnnotations } from "../annotate/annotation-files.js";
import { exportRatings, writeRatings } from "../annotate/export.js";
import { serveAnnotation } from "../annotate/server.js";
import { type AnnotationSession, openSession } from "../annotate/session.js";
import { summarizeAnnotations } from "../annotate/summary.js";
import { formatSummary } from "../annotate/summary-text.js";
import { readMeasuredAnswers } from "../annotate/tasks.js";
import { annotateInTerminal } from "../annotate/terminal.js";
import { wholeNumber } from "./options.js";

interface AnnotateFlags {
  rater?: string;
  web?: boolean;
  port: number;
  limit?: number;
  seed: number;
  disputed?: boolean;
  summary?: boolean;
  adjudicator?: string;
  json?: boolean;
  export?: string;
}

/** `eval annotate RUN`: people rate the answers of a run, and what they said is summarised or exported. */
export function registerAnnotate(program: Command): void {
  program
    .command("annotate")
    .description("rate the answers of a run, in the terminal or on a page; agreement and export of the ratings")
    .argument("<run>", "folder that `eval answers --out` wrote")
    .option("--rater <name>", "who rates; goes on where that rater stopped")
    .option("--web", "on a page in the browser instead of the terminal")
    .option("--port <n>", "port of the page; 0 takes a free one", wholeNumber, 3100)
    .option("--limit <n>", "only so many questions, the same ones for every rater", wholeNumber)
    .option("--seed <n>", "order of the questions", wholeNumber, 1)
    .option("--disputed", "only questions on which the other raters disagree, for an adjudicator")
    .option("--summary", "print how far raters agree, with one another and with the automatic check")
    .option("--adjudicator <name>", "with --summary: this rater decides instead of the majority")
    .option("--json", "with --summary: print one JSON object")
    .option("--export <file>", "write every rating to a .jsonl or .csv file")
    .action(annotate);
}

async function annotate(run: string, flags: AnnotateFlags): Promise<void> {
  if (!flags.summary && flags.export === undefined) return rate(run, flags);
  const answers = readMeasuredAnswers(run);
  const annotations = readAnnotations(run);
  if (flags.export !== undefined) {
    const ratings = exportRatings(answers, annotations);
    writeRatings(flags.export, ratings);
    process.stderr.write(`${ratings.length} ratings written to ${flags.export}\n`);
  }
  if (flags.summary) {
    const summary = summarizeAnnotations(answers, annotations, { adjudicator: flags.adjudicator });
    process.stdout.write(flags.json ? `${JSON.stringify(summary)}\n` : formatSummary(summary));
  }
}

async function rate(run: string, { rater, web, port, limit, seed, disputed }: AnnotateFlags): Promise<void> {
  if (rater === undefined) {
    throw new FootnoteError("SETTING_UNKNOWN", "Who rates? Add --rater NAME, or --summary for what has been rated.");
  }
  const session = openSession(run, { rater, limit, seed, disputed });
  if (session.tasks.length === 0) {
    process.stdout.write(disputed ? "The other raters agree: there is nothing to decide.\n" : "Nothing to rate.\n");
  } else if (web) {
    await rateOnPage(session, port);
  } else {
    await annotateInTerminal(session, { input: process.stdin, output: process.stdout });
    process.stdout.write(`Kept in ${join(run, "annotations", `${rater}.jsonl`)}\n`);
  }
}

async function rateOnPage(session: AnnotationSession, port: number): Promise<void> {
  const page = await serveAnnotation(session, port);
  process.stdout.write(`Rate as ${session.rater} at ${page.url} (Ctrl-C stops; every answer is kept at once).\n`);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await page.close();
  const { rated, total } = session.progress();
  process.stdout.write(`\n${rated} of ${total} questions rated.\n`);
}
