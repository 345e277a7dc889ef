import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LanguageModel, openFootnote, openIngest } from "../../../src/compose.js";
import { serve } from "../../../src/server/serve.js";

const ARTICLES = ["retrieval/bm25.md", "validation/reducing-hallucinations.md", "operations/guardrails.html"];

/** The real engine over four documents, listening: one has an address of its own on the web. Answers are quoted without a model. */
export async function startSmallServer(language: LanguageModel | null = null) {
  const folder = mkdtempSync(join(tmpdir(), "footnote-clients-"));
  const docs = join(folder, "docs");
  mkdirSync(docs);
  for (const article of ARTICLES) copyFileSync(join("data/corpus", article), join(docs, article.split("/")[1]!));
  writeFileSync(
    join(docs, "old.md"),
    "---\ndate: 2019-03-01\n---\n# BM25 in 2019\n\nBM25 was a strong baseline in 2019.\n",
  );
  const index = join(folder, "index");
  const opened = await openIngest(index);
  await opened.ingest([docs], { base: folder });
  await opened.close();
  const footnote = await openFootnote(index, { save: async () => undefined }, undefined, language);
  const server = await serve({ footnote, traces: { get: async () => null }, heartbeatMs: 20 }, { port: 0 });
  return {
    url: server.url,
    async close() {
      await server.close();
      await footnote.close();
      rmSync(folder, { recursive: true });
    },
  };
}
