import type { FastifyInstance } from "fastify";
import { FootnoteError } from "../../domain/errors.js";
import type { Trace, TraceStore } from "../../tracing/trace.js";

/** `GET /v1/answers/:id`, an earlier answer, and `GET /v1/answers/:id/trace`, everything that led to it. */
export function addTraceRoutes(app: FastifyInstance, traces: Pick<TraceStore, "get">): void {
  app.get<{ Params: { id: string } }>("/v1/answers/:id", async (request) => {
    const { answer } = await findTrace(request.params.id);
    if (answer) return answer;
    throw new FootnoteError("ANSWER_UNKNOWN", "This question ended in an error, not in an answer.", {
      hint: `GET /v1/answers/${request.params.id}/trace shows what happened.`,
    });
  });

  app.get<{ Params: { id: string } }>("/v1/answers/:id/trace", async (request) => findTrace(request.params.id));

  async function findTrace(id: string): Promise<Trace> {
    const trace = await traces.get(id);
    // The store also takes the beginning of an id, which is for people at a terminal: over HTTP an id is what only its asker knows.
    if (trace?.id !== id) throw new FootnoteError("ANSWER_UNKNOWN", "There is no answer with this id.");
    return trace;
  }
}
