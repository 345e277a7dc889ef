import type { FastifyInstance } from "fastify";
import type { Footnote, Uploads } from "../../compose.js";
import { FootnoteError } from "../../domain/errors.js";
import { readUpload } from "../read-upload.js";
import { MAX_UPLOAD_BODY_BYTES } from "../schemas.js";

export interface DocumentRouteParts {
  footnote: Pick<Footnote, "fetch">;
  /** Null where the server changes nothing. */
  uploads: Uploads | null;
}

interface ById {
  Querystring: { id?: string | string[] };
}

/**
 * `GET /v1/documents?id=`: the stored text of a document or passage, to which citations of documents without an address
 * lead. `POST /v1/documents` adds or replaces one, `DELETE /v1/documents?id=` removes one that was sent so.
 */
export function addDocumentRoutes(app: FastifyInstance, { footnote, uploads }: DocumentRouteParts): void {
  app.get<ById>("/v1/documents", async (request, reply) => {
    const { document, passage } = await footnote.fetch(oneId(request.query.id));
    return reply.type("text/plain; charset=utf-8").send((passage ?? document).text);
  });

  app.post("/v1/documents", { bodyLimit: MAX_UPLOAD_BODY_BYTES }, async (request, reply) => {
    const { name, content } = readUpload(request.body);
    const report = await accepting(uploads).put(name, content);
    return reply.status(report.added > 0 ? 201 : 200).send(report);
  });

  app.delete<ById>("/v1/documents", async (request, reply) => {
    await accepting(uploads).remove(oneId(request.query.id));
    return reply.status(204).send();
  });
}

function oneId(id: string | string[] | undefined): string {
  if (typeof id === "string" && id !== "") return id;
  throw new FootnoteError("DOCUMENT_UNKNOWN", "The address names no document.");
}

function accepting(uploads: Uploads | null): Uploads {
  if (uploads) return uploads;
  throw new FootnoteError("DOCUMENTS_READ_ONLY", "This server accepts no documents.");
}
