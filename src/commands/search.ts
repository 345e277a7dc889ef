import { EXIT } from "./exit-codes.js";
import { type Explanation, openFootnote } from "../compose.js";
import type { Evidence } from "../domain/candidate.js";
import { checkQuestion } from "../domain/limits.js";
import { removeControlCharacters } from "../text/control-characters.js";
import { formatDocument, formatExplanation } from "./format-explanation.js";
import { withInterrupt } from "./interrupt.js";
import { print, printJson } from "./output.js";

export interface SearchCommandOptions {
  index: string;
  profile: string;
  k: number;
  explain?: boolean;
  /** A document's id, or a unique end of it. */
  why?: string;
  json?: boolean;
}

export async function searchCommand(query: string, options: SearchCommandOptions): Promise<number> {
  const { index, profile, k, explain, why, json } = options;
  checkQuestion(query);
  const footnote = await openFootnote(index, { save: async () => undefined });
  try {
    await withInterrupt(async (signal) => {
      const explained =
        explain || why !== undefined ? await footnote.explain(query, { profile, limit: k, signal, why }) : null;
      if (explained && !json) return print(removeControlCharacters(formatExplained(explained, options)));
      const { plan, results } = await footnote.search(query, { profile, limit: k, signal });
      if (!json) return print(removeControlCharacters(results.map(formatResult).join("\n\n") || "Nothing found."));
      const explanation = explain ? { explanation: explained?.search } : {};
      printJson({ query, plan, results, ...explanation, ...(why === undefined ? {} : { why: explained?.document }) });
    });
    return EXIT.done;
  } finally {
    await footnote.close();
  }
}

function formatExplained({ search, document }: Explanation, { explain, k }: SearchCommandOptions): string {
  const parts = [explain ? formatExplanation(search, k) : "", document ? formatDocument(document, search) : ""];
  return parts.filter(Boolean).join("\n\n");
}

const SNIPPET_LENGTH = 300;

function formatResult({ passage, score, bm25, dense, relevance }: Evidence, i: number): string {
  const arm = (name: string, hit: { rank: number } | null): string => (hit ? `${name} #${hit.rank}` : `${name} -`);
  const scores = [
    score.toFixed(3),
    arm("BM25", bm25),
    arm("dense", dense),
    ...(relevance === null ? [] : [`cross-encoder ${relevance.toFixed(1)}`]),
  ].join(", ");
  const heading = [passage.title, ...passage.headingPath].join(" > ");
  const page = passage.page === null ? "" : `, p. ${passage.page}`;
  const text = passage.text.replace(/\s+/g, " ");
  const snippet = text.length > SNIPPET_LENGTH ? `${text.slice(0, SNIPPET_LENGTH)}...` : text;
  return `${i + 1}. ${heading}\n   ${passage.id}${page} (${scores})\n   ${snippet}`;
}
