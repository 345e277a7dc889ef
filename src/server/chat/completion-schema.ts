import { z } from "zod";
import { AnswerBody, Claim } from "../schemas.js";

const { confidence, degraded } = AnswerBody.shape;

export const Verdicts = z
  .object({
    claims: z.array(Claim),
    abstained: z.boolean(),
    confidence,
    degraded,
    traceId: z.string().describe("The answer's id, for `GET /v1/answers/{id}` and `/trace`."),
  })
  .describe("What the check found. It survives a stream: its last chunk has it.");

export const SearchResult = z.object({
  title: z.string(),
  url: z.string(),
  date: z.string().nullable().describe("`YYYY-MM-DD`"),
  last_updated: z.null(),
  snippet: z.string(),
  source: z.enum(["web", "attachment"]).describe("`attachment` for a document without an address on the web."),
});

const UrlCitation = z.object({
  type: z.literal("url_citation"),
  url_citation: z.object({ start_index: z.int(), end_index: z.int(), url: z.string(), title: z.string() }),
});

/** OpenAI's chat completion with Perplexity's additions, and ours. */
export const ChatCompletion = z.object({
  id: z.string(),
  object: z.literal("chat.completion"),
  created: z.int().describe("Unix time in seconds."),
  model: z.string(),
  citations: z.array(z.string()).describe("`citations[n - 1]` is the address of source `[n]`."),
  search_results: z.array(SearchResult).describe("The sources, in the same order."),
  related_questions: z.array(z.string()).optional(),
  footnote: Verdicts,
  usage: z.object({
    prompt_tokens: z.int(),
    completion_tokens: z.int(),
    total_tokens: z.int(),
    cost: z
      .object({ total_cost: z.number() })
      .optional()
      .describe("Dollars, estimated from the prices in the settings."),
  }),
  choices: z.array(
    z.object({
      index: z.int(),
      finish_reason: z.literal("stop"),
      logprobs: z.null(),
      message: z.object({
        role: z.literal("assistant"),
        content: z.string(),
        refusal: z.null(),
        annotations: z.array(UrlCitation).describe("One a mark, which is `content.slice(start_index, end_index)`."),
        footnote: Verdicts,
      }),
    }),
  ),
});
