import { EXIT } from "../cli.js";
import { openFootnote } from "../compose.js";
import type { Evidence } from "../domain/candidate.js";
import { checkQuestion } from "../domain/limits.js";
import { removeControlCharacters } from "../text/control-characters.js";
import { withInterrupt } from "./interrupt.js";
import { print, printJson } from "./output.js";

export interface SearchCommandOptions {
  index: string;
  profile: string;
  k: number;
  json?: boolean;
}

export async function searchCommand(query: string, { index, profile, k, json }: SearchCommandOptions): Promise<number> {
  checkQuestion(query);
  const footnote = await openFootnote(index, { save: async () => undefined });
  try {
    const { plan, results } = await withInterrupt((signal) => footnote.search(query, { profile, limit: k, signal }));
    if (json) printJson({ query, plan, results });
    else print(removeControlCharacters(results.map(formatResult).join("\n\n") || "Nothing found."));
    return EXIT.done;
  } finally {
    await footnote.close();
  }
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
  const text = passage.text.replace(/\s+/g, " ");
  const snippet = text.length > SNIPPET_LENGTH ? `${text.slice(0, SNIPPET_LENGTH)}...` : text;
  return `${i + 1}. ${heading}\n   ${passage.id} (${scores})\n   ${snippet}`;
}
