import { failures, idInPath, json, ok } from "./openapi-parts.js";

const REFUSALS = {
  400: ok("A parameter is unknown, missing, of the wrong type, or cannot be kept to.", "OpenAiError"),
  413: ok("The body is too large.", "OpenAiError"),
  503: ok("Too many questions wait, or there is no index.", "OpenAiError"),
};

const text = (description: string): object => ({ schema: { type: "string", description } });

/** The interfaces that existing clients speak. */
export const CLIENT_PATHS = {
  "/v1/chat/completions": {
    post: {
      operationId: "createChatCompletion",
      summary: "Answers the last message, in the shape of OpenAI and Perplexity. Also at /chat/completions.",
      requestBody: { required: true, content: json("ChatRequest") },
      responses: {
        200: {
          description: "The answer; with `stream: true` its chunks.",
          content: {
            ...json("ChatCompletion"),
            "text/event-stream": text("Chunks: the sources, the checked text, the verdicts; then `[DONE]`."),
          },
        },
        ...REFUSALS,
        404: ok("There is no such model.", "OpenAiError"),
      },
    },
  },
  "/v1/models": {
    get: {
      operationId: "listModels",
      summary: "The profiles, as models. Also at /models.",
      responses: { 200: { description: "`{ object: 'list', data: [{ id, object, created, owned_by }] }`" } },
    },
  },
  "/v1/models/{id}": {
    get: {
      operationId: "getModel",
      summary: "One model, by its name or another one that clients use.",
      parameters: [idInPath("The model's name.")],
      responses: {
        200: { description: "`{ id, object, created, owned_by }`" },
        404: ok("There is no such model.", "OpenAiError"),
      },
    },
  },
  "/search": {
    post: {
      operationId: "searchDocuments",
      summary: "Ranked documents without an answer, in the shape of Perplexity's Search API. Also at /v1/search.",
      requestBody: { required: true, content: json("SearchRequest") },
      responses: { 200: ok("The documents, best first.", "SearchResponse"), ...REFUSALS },
    },
  },
  "/v1/ui-messages": {
    post: {
      operationId: "createUiMessage",
      summary: "The UI message stream of the AI SDK, for `useChat`.",
      requestBody: { required: true, content: json("UiMessagesRequest") },
      responses: {
        200: {
          description: "With the header `x-vercel-ai-ui-message-stream: v1`.",
          content: {
            "text/event-stream": text("Chunks: start, sources, text, `data-footnote` with the verdicts, finish."),
          },
        },
        ...failures("BODY_MALFORMED", "INPUT_INVALID", "INPUT_TOO_LONG", "OVERLOADED", "INDEX_MISSING", "INTERNAL"),
      },
    },
  },
};
