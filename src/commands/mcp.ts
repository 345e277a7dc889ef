import { EXIT } from "./exit-codes.js";
import { openFootnote, openTraces } from "../compose.js";
import type { LanguageModelConfig } from "../language-model-config.js";
import { serveStdio } from "../mcp/serve-stdio.js";
import { createAnswerQueue } from "../server/answer-queue.js";
import { openLanguage } from "./open-language.js";
import { withInterrupt } from "./interrupt.js";

export interface McpCommandOptions {
  index: string;
  languageModel: LanguageModelConfig | null;
}

/** Serves the Model Context Protocol on standard input and output until the client leaves. */
export async function mcpCommand({ index, languageModel }: McpCommandOptions): Promise<number> {
  const traces = openTraces(index);
  const onDefect = (error: unknown): void => console.error(error);
  try {
    const footnote = await openFootnote(index, traces, onDefect, await openLanguage(languageModel));
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
