import { EXIT } from "../cli.js";
import { openFootnote, openTraces } from "../compose.js";
import { serveStdio } from "../mcp/serve-stdio.js";
import { createAnswerQueue } from "../server/answer-queue.js";
import { withInterrupt } from "./interrupt.js";

/** Serves the Model Context Protocol on standard input and output until the client leaves. */
export async function mcpCommand({ index }: { index: string }): Promise<number> {
  const traces = openTraces(index);
  const onDefect = (error: unknown): void => console.error(error);
  try {
    const footnote = await openFootnote(index, traces, onDefect);
    try {
      footnote.warmUp().catch(() => undefined);
      const { enter } = createAnswerQueue();
      await withInterrupt((signal) => serveStdio({ footnote, enter, onDefect }, signal));
      return EXIT.done;
    } finally {
      await footnote.close();
    }
  } finally {
    await traces.close();
  }
}
