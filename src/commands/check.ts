import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { z } from "zod";
import { EXIT } from "./exit-codes.js";
import { FootnoteError } from "../domain/errors.js";
import { openModels } from "../compose.js";
import { normaliseMarks } from "../text/normalise-marks.js";
import { type ClaimCheck, createClaimChecker } from "../validation/check-claim.js";
import { print, printJson } from "./output.js";

const rowSchema = z.object({ id: z.union([z.string(), z.number()]), claim: z.string(), evidence: z.array(z.string()) });

/** Reads claims line by line and prints a verdict for each as it comes. */
export async function checkCommand(file: string, { json }: { json?: boolean }): Promise<number> {
  const input = file === "-" ? process.stdin : await openFile(file);
  const models = await openModels();
  const checker = createClaimChecker(models.supportModel);
  let number = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      number++;
      if (!line.trim()) continue;
      const { id, claim, evidence } = parse(line, number);
      const result = await checker.check(
        normaliseMarks(claim),
        evidence.map((text) => ({ text })),
      );
      if (json) printJson({ id, ...result, evidence: spansOf(result, evidence) });
      else print(`${id}\t${result.verdict}\t${result.score.toFixed(3)}\t${result.reason}`);
    }
  } finally {
    await models.close();
  }
  return EXIT.done;
}

/** Opened before the models are, so that a wrong path is told at once. */
async function openFile(file: string): Promise<NodeJS.ReadableStream> {
  try {
    return (await open(file)).createReadStream({ encoding: "utf8" });
  } catch (cause) {
    throw new FootnoteError("PATH_MISSING", `There is no file ${file}.`, { cause });
  }
}

function parse(line: string, number: number): z.infer<typeof rowSchema> {
  try {
    return rowSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new FootnoteError("DATA_INVALID", `Line ${number} is not a claim.`, {
      hint: 'A line looks like this: {"id": "1", "claim": "...", "evidence": ["...", "..."]}',
      cause,
    });
  }
}

function spansOf({ evidence: span }: ClaimCheck, texts: string[]) {
  return span ? [{ ...span, quote: texts[span.index]!.slice(span.start, span.end) }] : [];
}
