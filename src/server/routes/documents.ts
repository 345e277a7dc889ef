import type { FastifyInstance } from "fastify";
import type { Footnote } from "../../compose.js";
import { FootnoteError } from "../../domain/errors.js";

/** `GET /v1/documents?id=`: the stored text of a document, which is where citations of documents without an address lead. */
export function addDocumentRoute(app: FastifyInstance, footnote: Pick<Footnote, "document">): void {
  app.get<{ Querystring: { id?: string | string[] } }>("/v1/documents", async (request, reply) => {
    const { id } = request.query;
    const document = typeof id === "string" ? await footnote.document(id) : null;
    if (!document) throw new FootnoteError("DOCUMENT_UNKNOWN", "There is no document with this id.");
    return reply.type("text/plain; charset=utf-8").send(document.text);
  });
}
