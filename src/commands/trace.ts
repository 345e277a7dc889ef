import { EXIT } from "./exit-codes.js";
import { openTraces } from "../compose.js";
import { FootnoteError } from "../domain/errors.js";
import { formatTrace } from "../tracing/format-trace.js";
import { print, printJson } from "./output.js";

export async function traceCommand(id: string, { index, json }: { index: string; json?: boolean }): Promise<number> {
  const traces = openTraces(index);
  try {
    const trace = await traces.get(id);
    if (!trace) throw new FootnoteError("ANSWER_UNKNOWN", `There is no trace of an answer "${id}".`);
    if (json) printJson(trace);
    else print(formatTrace(trace));
    return EXIT.done;
  } finally {
    await traces.close();
  }
}
