import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import { type ErrorCode, type FootnoteError } from "../domain/errors.js";
import { fromFastify, retryLater } from "./error-responses.js";
import { ParameterError } from "./parameter-error.js";
import type { OpenAiErrorEnvelope } from "./schemas.js";

/** `{ error: { message: "...", type: "invalid_request_error", param: "messages", code: "invalid_type" } }` */
export type OpenAiErrorBody = z.infer<typeof OpenAiErrorEnvelope>;

/** Codes that clients know; the others are ours in lower case. */
const REASONS: Partial<Record<ErrorCode, string>> = {
  MODEL_UNKNOWN: "model_not_found",
  BODY_MALFORMED: "invalid_json",
  LLM_REFUSED: "upstream_error",
};

/** Every failure of these routes as clients of OpenAI and Perplexity expect it. */
export function useOpenAiErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const failure = fromFastify(error, request.routeOptions.bodyLimit);
    if (failure.code === "INTERNAL") request.log.error({ err: failure.cause ?? failure }, "request failed");
    retryLater(reply, failure);
    return reply.status(failure.status).type("application/json; charset=utf-8").send(toOpenAiError(failure));
  });
}

/** An error in OpenAI's shape, which has no place for a hint: it ends the message. */
export function toOpenAiError(error: FootnoteError): OpenAiErrorBody {
  const { code, message, hint, status } = error;
  const known = error instanceof ParameterError ? error : null;
  return {
    error: {
      message: `${message} ${hint}`.trim(),
      type: status >= 500 ? "server_error" : "invalid_request_error",
      param: known?.param ?? (code === "MODEL_UNKNOWN" ? "model" : null),
      code: known?.reason ?? REASONS[code] ?? code.toLowerCase(),
    },
  };
}
