import type { FastifyInstance, FastifyReply } from "fastify";
import { FootnoteError, toFootnoteError } from "../domain/errors.js";
import { MAX_BODY_BYTES } from "./schemas.js";

const RETRY_AFTER_SECONDS = 2;

/** Every failure of the app as `{ error: { code, message, hint } }`; what is inside an unexpected one goes to the log only. */
export function useErrorResponses(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const failure = fromFastify(error, request.routeOptions.bodyLimit);
    if (failure.code === "INTERNAL") request.log.error({ err: failure.cause ?? failure }, "request failed");
    return sendError(reply, failure);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0]!.slice(0, 200);
    return sendError(reply, new FootnoteError("ROUTE_UNKNOWN", `There is no ${request.method} ${path}.`));
  });
}

export function sendError(reply: FastifyReply, error: FootnoteError): FastifyReply {
  retryLater(reply, error);
  return reply.status(error.status).type("application/json; charset=utf-8").send({ error: error.toBody() });
}

/** Says when to come back, where that helps. */
export function retryLater(reply: FastifyReply, error: FootnoteError): void {
  if (error.code === "OVERLOADED") void reply.header("retry-after", RETRY_AFTER_SECONDS);
}

/** Fastify's own refusals in the words of the catalogue. */
export function fromFastify(error: unknown, bodyLimit = MAX_BODY_BYTES): FootnoteError {
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (error instanceof FootnoteError) return error;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return new FootnoteError("INPUT_TOO_LONG", `The body is larger than ${bodyLimit / 1024} KB.`);
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
