import type { FastifyInstance, FastifyReply } from "fastify";
import { FootnoteError, toFootnoteError } from "../domain/errors.js";
import { MAX_BODY_BYTES } from "./schemas.js";

const RETRY_AFTER_SECONDS = 2;

/** Every failure of the app as `{ error: { code, message, hint } }`; what is inside an unexpected one goes to the log only. */
export function useErrorResponses(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const failure = fromFastify(error);
    if (failure.code === "INTERNAL") request.log.error({ err: failure.cause ?? failure }, "request failed");
    return sendError(reply, failure);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0]!.slice(0, 200);
    return sendError(reply, new FootnoteError("ROUTE_UNKNOWN", `There is no ${request.method} ${path}.`));
  });
}

export function sendError(reply: FastifyReply, error: FootnoteError): FastifyReply {
  if (error.code === "OVERLOADED") void reply.header("retry-after", RETRY_AFTER_SECONDS);
  return reply.status(error.status).type("application/json; charset=utf-8").send({ error: error.toBody() });
}

/** Fastify's own refusals in the words of the catalogue. */
export function fromFastify(error: unknown): FootnoteError {
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (error instanceof FootnoteError) return error;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return new FootnoteError("INPUT_TOO_LONG", `The body is larger than ${MAX_BODY_BYTES / 1024} KB.`);
  }
  if (code === "FST_ERR_BAD_URL") return new FootnoteError("ROUTE_UNKNOWN", "The address is not a valid URL path.");
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") {
    return new FootnoteError("BODY_MALFORMED", "The body's Content-Type is not application/json.");
  }
  // What else Fastify refuses with 4xx is a body it could not read: bad JSON, no JSON, a wrong length, __proto__.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new FootnoteError("BODY_MALFORMED", "The body is not valid JSON.");
  }
  return toFootnoteError(error);
}
