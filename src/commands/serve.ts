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
  if (seed && !existsSync(join(index, "footnote.sqlite"))) {
    print(`No index yet: building one from ${seed} (once, about a minute).`);
    await ingestInto(index, [seed]);
  }
  const traces = openTraces(index);
  const footnote = await openFootnote(index, traces, (error) => console.error(error));
  try {
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
