import { z } from "zod";
import { ChatMessage, ChatRequest } from "./chat/chat-request.js";
import { ChatCompletion } from "./chat/completion-schema.js";
import { CLIENT_PATHS } from "./openapi-clients.js";
import { DOCUMENT_PATHS } from "./openapi-documents.js";
import { type ComponentName, failures, idInPath, json, ok, reference } from "./openapi-parts.js";
import * as schemas from "./schemas.js";
import { SearchBody, SearchRequest } from "./search/search-request.js";
import { UiMessagesRequest } from "./ui-messages/ui-request.js";

const COMPONENTS = {
  AnswerRequest: schemas.AnswerRequest,
  CheckRequest: schemas.CheckRequest,
  CheckBody: schemas.CheckBody,
  DocumentUpload: schemas.DocumentUpload,
  UploadBody: schemas.UploadBody,
  Turn: schemas.Turn,
  Answer: schemas.AnswerBody,
  Source: schemas.Source,
  Claim: schemas.Claim,
  Trace: schemas.TraceBody,
  Readiness: schemas.Readiness,
  Error: schemas.ErrorEnvelope,
  ChatRequest,
  ChatMessage,
  ChatCompletion,
  SearchRequest,
  SearchResponse: SearchBody,
  UiMessagesRequest,
  OpenAiError: schemas.OpenAiErrorEnvelope,
} satisfies Record<ComponentName, z.ZodType>;

/** The OpenAPI 3.1 document, made from the schemas that requests are checked with. */
export function describeApi(): object {
  return {
    openapi: "3.1.0",
    info: {
      title: "Footnote",
      version: "1",
      description: "Answers in which every sentence carries a citation, and every citation has been checked.",
    },
    paths: {
      "/v1/answers": {
        post: {
          operationId: "createAnswer",
          summary: "Answers a question from the indexed documents, or says that they do not answer it.",
          requestBody: { required: true, content: json("AnswerRequest") },
          responses: {
            200: {
              description: "The answer; with `stream: true` the events that lead to it.",
              content: { ...json("Answer"), "text/event-stream": { schema: { type: "string", description: EVENTS } } },
            },
            ...failures(
              ...(["BODY_MALFORMED", "INPUT_EMPTY", "INPUT_INVALID", "SETTING_UNKNOWN", "INPUT_TOO_LONG"] as const),
              ...(["CONVERSATION_UNKNOWN", "OVERLOADED", "INDEX_MISSING", "INTERNAL"] as const),
            ),
          },
        },
      },
      "/v1/check": {
        post: {
          operationId: "checkAnswer",
          summary: "Checks the sentences of any cited answer against the sources that they cite.",
          requestBody: { required: true, content: json("CheckRequest") },
          responses: {
            200: ok("A verdict for each sentence.", "CheckBody"),
            ...failures(
              ...(["BODY_MALFORMED", "INPUT_EMPTY", "INPUT_INVALID", "INPUT_TOO_LONG", "OVERLOADED"] as const),
              "INTERNAL",
            ),
          },
        },
      },
      "/v1/answers/{id}": {
        get: {
          operationId: "getAnswer",
          summary: "An earlier answer.",
          parameters: [idInPath("The answer's id.")],
          responses: { 200: ok("The answer.", "Answer"), ...failures("ANSWER_UNKNOWN") },
        },
      },
      "/v1/answers/{id}/trace": {
        get: {
          operationId: "getTrace",
          summary: "Everything that led to an answer, with times.",
          parameters: [idInPath("The answer's id.")],
          responses: { 200: ok("The trace.", "Trace"), ...failures("ANSWER_UNKNOWN") },
        },
      },
      "/v1/conversations/{id}": {
        delete: {
          operationId: "deleteConversation",
          summary: "Removes a conversation and its answers.",
          parameters: [idInPath("The `conversationId` of an answer.")],
          responses: { 204: { description: "It is removed." }, ...failures("CONVERSATION_UNKNOWN") },
        },
      },
      ...CLIENT_PATHS,
      ...DOCUMENT_PATHS,
      "/healthz": {
        get: {
          operationId: "getHealth",
          summary: "The process answers.",
          responses: { 200: { description: "It does." } },
        },
      },
      "/readyz": {
        get: {
          operationId: "getReadiness",
          summary: "Whether questions can be answered, and from what.",
          responses: { 200: ok("They can.", "Readiness"), ...failures("INDEX_MISSING", "INDEX_CORRUPT") },
        },
      },
      "/metrics": {
        get: {
          operationId: "getMetrics",
          summary: "Counts and times since the start.",
          responses: { 200: { description: "In the Prometheus text format.", content: { "text/plain": {} } } },
        },
      },
    },
    components: { schemas: componentSchemas() },
  };
}

const EVENTS =
  "Events in order: query-understood, passages-retrieved, passages-ranked (with the numbered sources), then claim-checked " +
  "and answer-delta (checked text) in turn, answer-validated (with the whole answer), answer-end; or answer-error.";

function componentSchemas(): object {
  const registry = z.registry<{ id?: string | undefined }>();
  for (const [id, schema] of Object.entries(COMPONENTS)) registry.add(schema, { id });
  const { schemas: generated } = z.toJSONSchema(registry, { uri: reference, io: "input" });
  return Object.fromEntries(
    Object.entries(generated).map(([name, { $id: _id, $schema: _schema, ...schema }]) => [name, schema]),
  );
}
