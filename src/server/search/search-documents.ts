import type { z } from "zod";
import type { Footnote } from "../../compose.js";
import type { Source } from "../../domain/answer.js";
import { checkQuestion } from "../../domain/limits.js";
import type { Filters } from "../../domain/query.js";
import { numberSources } from "../../domain/source.js";
import type { SourceUrl } from "../source-url.js";
import type { SearchBody } from "./search-request.js";

export interface DocumentSearch {
  queries: string[];
  maxResults: number;
  /** Characters of passages, of one document and of all. */
  maxPerResult: number;
  maxTotal: number;
  filters: Filters | undefined;
}

type SearchResult = z.infer<typeof SearchBody>["results"][number];

/** Passages are found, documents are given: so many of one's passages may come before the next document's. */
const PASSAGES_PER_DOCUMENT = 3;

/** The documents that the queries find, best first, those of several queries in turn. @throws FootnoteError INPUT_EMPTY */
export async function searchDocuments(
  footnote: Pick<Footnote, "search">,
  { queries, maxResults, maxPerResult, maxTotal, filters }: DocumentSearch,
  urlOf: SourceUrl,
  signal: AbortSignal,
): Promise<SearchResult[]> {
  queries.forEach(checkQuestion);
  const limit = maxResults * PASSAGES_PER_DOCUMENT;
  const lists: Source[][] = [];
  for (const query of queries) {
    const { results } = await footnote.search(query, { limit, signal, ...(filters && { filters }) });
    lists.push(numberSources(results.map(({ passage }) => passage)));
  }
  let left = maxTotal;
  return inTurn(lists)
    .slice(0, maxResults)
    .map((source) => {
      const snippet = snippetOf(source).slice(0, Math.min(maxPerResult, left));
      left -= snippet.length;
      return {
        title: source.title,
        url: urlOf(source),
        snippet,
        date: source.publishedAt?.slice(0, 10) ?? null,
        last_updated: null,
      };
    });
}

/** First all first documents, then all second ones, each document once. */
function inTurn(lists: Source[][]): Source[] {
  const longest = Math.max(...lists.map((list) => list.length));
  const all = Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list[i] ?? [])).flat();
  const seen = new Set<string>();
  return all.filter(({ documentId }) => !seen.has(documentId) && seen.add(documentId));
}

function snippetOf({ passages }: Source): string {
  return [...passages]
    .sort((a, b) => a.start - b.start)
    .map(({ text }) => text)
    .join("\n\n");
}
