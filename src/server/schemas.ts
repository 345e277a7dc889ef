import { z } from "zod";
import { type Answer, DEGRADED_PARTS } from "../domain/answer.js";
import type { UploadReport } from "../compose.js";
import { type ErrorCode, ERRORS } from "../domain/errors.js";
import { MAX_QUESTION_LENGTH } from "../domain/limits.js";
import { DEFAULT_PROFILE, PROFILES, type ProfileName } from "../profiles.js";

export const MAX_HISTORY_TURNS = 20;
export const MAX_TURN_LENGTH = 8_000;
export const MAX_BODY_BYTES = 256 * 1024;
export const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];

const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];

export const Turn = z.strictObject({
  role: z.enum(["user", "assistant"]),
  content: z.string().max(MAX_TURN_LENGTH),
});

export const AnswerRequest = z.strictObject({
  question: z.string().min(1).max(MAX_QUESTION_LENGTH).describe("The question, in words."),
  history: z
    .array(Turn)
    .max(MAX_HISTORY_TURNS)
    .optional()
    .describe("Earlier turns, oldest first; given, even empty, nothing is kept."),
  conversationId: z
    .string()
    .max(200)
    .optional()
    .describe("Of an earlier answer that this question follows up on; not together with `history`."),
  profile: z
    .enum(PROFILE_NAMES)
    .optional()
    .describe(`How much work an answer is worth; \`${DEFAULT_PROFILE}\` when left out.`),
  stream: z.boolean().optional().describe("Server-sent events instead of one JSON object."),
});

/** Larger files are for `footnote ingest`: reading a body of JSON holds up the event loop. */
export const MAX_UPLOAD_BODY_BYTES = 5 * 1024 * 1024;

export const DocumentUpload = z.strictObject({
  name: z.string().describe("What the document is called, and its format: `notes/release-2.md`."),
  text: z.string().optional().describe("The document, in the format that its name says."),
  base64: z.base64().optional().describe("The same, for formats that are not text: the bytes of a PDF."),
});

const count = z.int().min(0);

export const UploadBody = z.object({
  id: z.string().describe("The document's id; of a file of records, the part of their ids before `#`."),
  added: count,
  updated: count,
  unchanged: count,
  removed: count,
  passages: count.describe("Passages written."),
  duplicates: z
    .array(z.object({ path: z.string(), duplicateOf: z.string() }))
    .describe("Documents that say the same as another, which is searched in their place."),
  problems: z.array(z.object({ path: z.string(), code: z.enum(ERROR_CODES), message: z.string(), hint: z.string() })),
  warnings: z.array(z.object({ path: z.string(), message: z.string() })),
}) satisfies z.ZodType<UploadReport>;

export const MAX_CHECKED_LENGTH = 20_000;
export const MAX_CHECKED_SOURCES = 50;
const MAX_SOURCE_LENGTH = 50_000;

export const CheckRequest = z.strictObject({
  text: z.string().max(MAX_CHECKED_LENGTH).describe("An answer with marks: `It rose by 3% [1].`"),
  sources: z
    .array(
      z.strictObject({
        number: z.int().min(1).max(9_999).optional().describe("What the marks call it; its place in the list, from 1."),
        title: z.string().max(500).optional(),
        text: z.string().max(MAX_SOURCE_LENGTH),
      }),
    )
    .max(MAX_CHECKED_SOURCES),
});

const offsets = { start: z.int().min(0), end: z.int().min(0) };
const probability = z.number().min(0).max(1);
const milliseconds = z.number().min(0);

export const Source = z.object({
  number: z.int().min(1).describe("The number in the citation marks."),
  documentId: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  publishedAt: z.string().nullable(),
  passages: z.array(
    z.object({
      id: z.string(),
      headingPath: z.array(z.string()),
      page: z.int().nullable().describe("Page on which the passage starts, from 1; null in formats without pages."),
      text: z.string(),
      ...offsets,
    }),
  ),
});

export const Claim = z.object({
  text: z.string().describe("The sentence, marks included: `answer.text.slice(start, end)`."),
  ...offsets,
  citations: z.array(z.int()),
  verdict: z.enum(["supported", "partial", "unsupported", "contradicted", "uncited"]),
  score: probability,
  reason: z.string(),
  evidence: z.array(
    z
      .object({ source: z.int(), passageId: z.string(), quote: z.string(), ...offsets })
      .describe("`quote` is `passage.text.slice(start, end)`."),
  ),
});

export const CheckBody = z.object({
  claims: z.array(Claim).describe("One a sentence; offsets are those of the text, evidence's those of the source."),
  invalidCitations: z.int().min(0).describe("Marks that point to no source."),
});

/** The answer as clients see it: kept equal to the domain's type by the compiler, and to the documentation by the routes. */
export const AnswerBody = z.object({
  id: z.string(),
  question: z.string(),
  standaloneQuestion: z.string(),
  status: z.enum(["answered", "abstained"]),
  text: z.string().describe("`Sentence one [1]. Sentence two [1][2].`; empty when abstained."),
  abstention: z
    .object({
      reason: z.enum(["no-evidence", "weak-evidence", "unsupported-draft", "conflicting-evidence", "refused-input"]),
      message: z.string(),
    })
    .nullable(),
  sources: z.array(Source).describe("Cited sources first, in order of citation; then the other evidence."),
  claims: z.array(Claim),
  disagreement: z
    .object({ sides: z.array(z.object({ source: z.int(), publishedAt: z.string().nullable(), text: z.string() })) })
    .nullable()
    .describe("Sentences of the answer, of different sources, that give different numbers or years."),
  confidence: probability,
  invalidCitations: z.int().min(0),
  degraded: z.array(z.enum(DEGRADED_PARTS)).describe("Parts the answer had to do without."),
  relatedQuestions: z.array(z.string()).describe("Questions that the documents answer, near to this one."),
  conversationId: z.string().optional().describe("To ask a follow-up with; absent when the conversation is not kept."),
  profile: z.string(),
  promptVersion: z.string().nullable(),
  timings: z.object({
    understanding: milliseconds,
    retrieval: milliseconds,
    ranking: milliseconds,
    generation: milliseconds,
    validation: milliseconds,
    related: milliseconds.optional().describe("Looking for related questions, after the answer stood."),
    total: milliseconds,
  }),
  usage: z.object({
    promptTokens: z.int(),
    completionTokens: z.int(),
    llmCalls: z.int(),
    costUsd: z.number().optional().describe("Estimated from the prices in the settings."),
  }),
}) satisfies z.ZodType<Answer>;

export const ErrorEnvelope = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string() }),
});

/** The same on the routes that speak as OpenAI's do. */
export const OpenAiErrorEnvelope = z.object({
  error: z.object({
    message: z.string().describe("What is wrong, and the next step."),
    type: z.enum(["invalid_request_error", "server_error"]),
    param: z.string().nullable().describe("The field, as in `messages[0].content`."),
    code: z.string(),
  }),
});

export const TraceBody = z.object({
  id: z.string(),
  question: z.string(),
  profile: z.string(),
  startedAt: z.string(),
  events: z.array(z.object({ atMs: milliseconds, event: z.looseObject({ type: z.string() }) })),
  answer: AnswerBody.nullable(),
  error: ErrorEnvelope.shape.error.nullable(),
});

export const Readiness = z.object({
  status: z.literal("ready"),
  documents: z.int(),
  passages: z.int(),
  embeddingModel: z.string(),
});
