import { existsSync } from "node:fs";
import { join } from "node:path";
import { EXIT } from "../cli.js";
import { openFootnote, openTraces } from "../compose.js";
import { serve } from "../server/serve.js";
import { ingestInto } from "./ingest.js";
import { counted, print } from "./output.js";

export interface ServeCommandOptions {
  index: string;
  host: string;
  port: number;
  seed?: string;
}

/** Serves until interrupted. */
export async function serveCommand({ index, host, port, seed }: ServeCommandOptions): Promise<number> {
  if (seed && !existsSync(join(index, "footnote.sqlite"))) await build(index, seed);
  const traces = openTraces(index);
  let footnote = await openFootnote(index, traces, (error) => console.error(error));
  try {
    // An ingest that found nothing leaves an index without documents.
    if (seed && (await footnote.info()).documents === 0) {
      await footnote.close();
      await build(index, seed);
      footnote = await openFootnote(index, traces, (error) => console.error(error));
    }
    const { documents, passages } = await footnote.info();
    // What goes wrong here goes wrong again, and is reported, at the first question.
    footnote.warmUp().catch(() => undefined);
    const server = await serve({ footnote, traces }, { host, port });
    print(`Index ready: ${counted(documents, "document")}, ${counted(passages, "passage")}.`);
    print(`Ask at ${server.url} (Ctrl-C stops).`);
    await new Promise<void>((resolve) => {
      process.once("SIGINT", resolve);
      process.once("SIGTERM", resolve);
    });
    await server.close();
    return EXIT.done;
  } finally {
    await footnote.close();
    await traces.close();
  }
}

async function build(index: string, seed: string): Promise<void> {
  print(`No index yet: building one from ${seed} (once, about a minute).`);
  await ingestInto(index, [seed]);
}
