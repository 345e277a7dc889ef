import type { FastifyInstance } from "fastify";
import type { Footnote } from "../../compose.js";
import { FootnoteError } from "../../domain/errors.js";

/** `GET /v1/documents?id=`: the stored text of a document or passage, to which citations of documents without an address lead. */
export function addDocumentRoute(app: FastifyInstance, footnote: Pick<Footnote, "fetch">): void {
  app.get<{ Querystring: { id?: string | string[] } }>("/v1/documents", async (request, reply) => {
    const { id } = request.query;
    if (typeof id !== "string") throw new FootnoteError("DOCUMENT_UNKNOWN", "The address names no document.");
    const { document, passage } = await footnote.fetch(id);
    return reply.type("text/plain; charset=utf-8").send((passage ?? document).text);
  });
}
