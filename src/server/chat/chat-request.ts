import { z } from "zod";
import { PROFILE_NAMES } from "../schemas.js";
import { SEARCH_FILTERS } from "../search-filters.js";

const number = z.number().nullish();
const text = z.string().nullish();
const flag = z.boolean().nullish();
const any = z.unknown().optional();

const NO_TOOLS = "this model calls no tools";
const isNothing = (value: unknown): boolean => value == null || (Array.isArray(value) && value.length === 0);

const ContentPart = z.looseObject({
  type: z.literal("text", "only text parts can be read"),
  text: z.string(),
});

export const ChatMessage = z.looseObject({
  role: z
    .enum(["system", "developer", "user", "assistant"], `roles are system, developer, user and assistant; ${NO_TOOLS}`)
    .describe("The last is the user's. System and developer messages are accepted, and not followed."),
  tool_calls: z.unknown().refine(isNothing, NO_TOOLS).optional(),
  content: z.union([z.string(), z.array(ContentPart).min(1)], "expected a string or a list of text parts"),
});

/** Accepted so that clients need no change. They shape how a model words things; what is said here is decided by the evidence. */
const WITHOUT_EFFECT = {
  ...{ temperature: number, top_p: number, top_k: number, frequency_penalty: number, presence_penalty: number },
  ...{ max_tokens: number, max_completion_tokens: number, seed: number, top_logprobs: number, logit_bias: any },
  ...{ stop: any, prediction: any, reasoning_effort: text, verbosity: text, language_preference: text },
  ...{ tools: any, functions: any, parallel_tool_calls: flag, web_search_options: any, enable_search_classifier: flag },
  ...{ return_images: flag, return_citations: flag, safe_search: flag, country: text },
  ...{ user: text, metadata: any, store: flag, service_tier: text, safety_identifier: text, moderation: any },
  ...{ prompt_cache_key: text, prompt_cache_retention: text, prompt_cache_options: any },
};

/** What would change the answer in a way that this engine cannot keep to. */
const REFUSED = {
  n: z.literal(1, "one answer is given to a question").nullish(),
  logprobs: z.literal(false, "there are no probabilities of words").nullish(),
  audio: z.null("answers are text").optional(),
  modalities: z.array(z.literal("text", "answers are text")).nullish(),
  tool_choice: z.enum(["none", "auto"], NO_TOOLS).nullish(),
  function_call: z.enum(["none", "auto"], NO_TOOLS).nullish(),
  disable_search: z.literal(false, "answers come from the documents and from nothing else").nullish(),
  response_format: z
    .looseObject({
      type: z.literal(
        "text",
        'an answer is made of checked sentences, which fit no other form than text; "footnote" in the response has them with their evidence as data',
      ),
    })
    .nullish(),
  stream_mode: z.literal("full", "chunks have one form").nullish(),
  updated_after_timestamp: z.null("documents have one date, that of their publication").optional(),
  updated_before_timestamp: z.null("documents have one date, that of their publication").optional(),
};

export const MAX_MESSAGES = 2_048;

/** OpenAI's request with Perplexity's additions. A field that is not here is refused, as OpenAI does. */
export const ChatRequest = z.strictObject({
  model: z
    .string()
    .describe(`${PROFILE_NAMES.map((name) => `\`footnote-${name}\``).join(", ")}, or a name of Sonar's.`),
  messages: z.array(ChatMessage).min(1).max(MAX_MESSAGES),
  stream: flag.describe("Server-sent events that end in `data: [DONE]`."),
  stream_options: z.looseObject({ include_usage: flag }).nullish(),
  return_related_questions: flag,
  ...SEARCH_FILTERS,
  ...REFUSED,
  ...WITHOUT_EFFECT,
});
