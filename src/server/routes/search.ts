import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Footnote } from "../../compose.js";
import { awaitTurn, type TurnParts } from "../await-turn.js";
import { useOpenAiErrors } from "../openai-errors.js";
import { toParameterError } from "../parameter-error.js";
import { readBody } from "../read-body.js";
import { type DocumentSearch, searchDocuments } from "../search/search-documents.js";
import { SearchRequest } from "../search/search-request.js";
import { readSearchFilters } from "../search-filters.js";
import { sourceUrlsOf } from "../source-url.js";

export interface SearchRouteParts extends TurnParts {
  footnote: Pick<Footnote, "search">;
}

const CHARACTERS_PER_TOKEN = 4;

/** `POST /search`: ranked documents without an answer, for clients of Perplexity's Search API. */
export function addSearchRoute(app: FastifyInstance, { footnote, ...turn }: SearchRouteParts): void {
  void app.register(async (search) => {
    useOpenAiErrors(search);
    for (const path of ["/search", "/v1/search"]) {
      search.post(path, async (request, reply) => {
        const call = readSearchRequest(request.body);
        const signal = await awaitTurn(reply, turn);
        return { id: randomUUID(), results: await searchDocuments(footnote, call, sourceUrlsOf(request), signal) };
      });
    }
  });
}

function readSearchRequest(body: unknown): DocumentSearch {
  const request = readBody(SearchRequest, body, toParameterError);
  return {
    queries: [request.query].flat(),
    maxResults: request.max_results ?? 10,
    maxPerResult: (request.max_tokens_per_page ?? Infinity) * CHARACTERS_PER_TOKEN,
    maxTotal: (request.max_tokens ?? Infinity) * CHARACTERS_PER_TOKEN,
    filters: readSearchFilters(request),
  };
}
