import { z } from "zod";
import { MAX_QUESTION_LENGTH } from "../../domain/limits.js";
import { SEARCH_FILTERS } from "../search-filters.js";

export const MAX_QUERIES = 5;
export const MAX_RESULTS = 20;

const Query = z.string().max(MAX_QUESTION_LENGTH);

/** The request of Perplexity's Search API. A field that is not here is refused. */
export const SearchRequest = z.strictObject({
  query: z.union([Query, z.array(Query).min(1).max(MAX_QUERIES)], "expected a string or a list of strings"),
  max_results: z.int().min(1).max(MAX_RESULTS).nullish().describe("How many documents; 10 by default."),
  max_tokens_per_page: z
    .int()
    .min(1)
    .nullish()
    .describe("How much of a document's passages is given, at four characters a token."),
  max_tokens: z.int().min(1).nullish().describe("The same for all results together."),
  ...SEARCH_FILTERS,
  search_type: z.literal("web", "there are no people to search for").nullish(),
  search_context_size: z.unknown().optional().describe("Without effect."),
  country: z.unknown().optional().describe("Without effect: documents have no place."),
  display_server_time: z.unknown().optional().describe("Without effect."),
});

export const SearchBody = z.object({
  id: z.string(),
  results: z.array(
    z.object({
      title: z.string(),
      url: z.string(),
      snippet: z.string().describe("The passages found, in reading order."),
      date: z.string().nullable().describe("`YYYY-MM-DD`"),
      last_updated: z.null(),
    }),
  ),
});
