import { existsSync } from "node:fs";
import { join } from "node:path";
import { EXIT } from "./exit-codes.js";
import type { LanguageModelConfig } from "../language-model-config.js";
import { type Footnote, type LanguageModel, openFootnote, openTraces, openUploads } from "../compose.js";
import { serve } from "../server/serve.js";
import type { TraceStore } from "../tracing/trace.js";
import { describeWriter, openLanguage } from "./open-language.js";
import { ingestInto } from "./ingest.js";
import { counted, print } from "./output.js";

export interface ServeCommandOptions {
  index: string;
  host: string;
  port: number;
  seed?: string;
  /** Whether clients may add, change and remove documents. */
  acceptDocuments?: boolean;
  languageModel: LanguageModelConfig | null;
}

/** Serves until interrupted. */
export async function serveCommand({
  index,
  host,
  port,
  seed,
  acceptDocuments,
  languageModel,
}: ServeCommandOptions): Promise<number> {
  const uploads = acceptDocuments ? openUploads(index) : null;
  const traces = openTraces(index);
  try {
    const footnote = await openSeeded(index, traces, seed, await openLanguage(languageModel));
    try {
      const { documents, passages } = await footnote.info();
      // What goes wrong here goes wrong again, and is reported, at the first question.
      footnote.warmUp().catch(() => undefined);
      const server = await serve({ footnote, traces, uploads }, { host, port });
      print(`Index ready: ${counted(documents, "document")}, ${counted(passages, "passage")}.`);
      print(describeWriter(languageModel));
      if (uploads) print(`Whoever reaches ${server.url} can add and remove documents: POST and DELETE /v1/documents.`);
      print(`Ask at ${server.url} (Ctrl-C stops).`);
      await new Promise<void>((resolve) => {
        process.once("SIGINT", resolve);
        process.once("SIGTERM", resolve);
      });
      await server.close();
      return EXIT.done;
    } finally {
      await uploads?.close();
      await footnote.close();
    }
  } finally {
    await traces.close();
  }
}

/** The index opened; first made of the seed where there is none, or one without documents, which an ingest of nothing leaves. */
async function openSeeded(
  index: string,
  traces: TraceStore,
  seed: string | undefined,
  language: LanguageModel | null,
): Promise<Footnote> {
  const open = () => openFootnote(index, traces, (error) => console.error(error), language);
  if (seed && !existsSync(join(index, "footnote.sqlite"))) await build(index, seed);
  const footnote = await open();
  if (!seed || (await footnote.info()).documents > 0) return footnote;
  await footnote.close();
  await build(index, seed);
  return open();
}

async function build(index: string, seed: string): Promise<void> {
  print(`No index yet: building one from ${seed} (once, about a minute).`);
  await ingestInto(index, [seed]);
}
