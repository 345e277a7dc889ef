import { failures, json, ok } from "./openapi-parts.js";

const parameters = [
  { name: "id", in: "query", required: true, schema: { type: "string" }, description: "The document's id." },
];

export const DOCUMENT_PATHS = {
  "/v1/documents": {
    get: {
      operationId: "getDocument",
      summary: "The stored text of a document: where citations of documents without an address lead.",
      parameters,
      responses: {
        200: { description: "The text.", content: { "text/plain": {} } },
        ...failures("DOCUMENT_UNKNOWN"),
      },
    },
    post: {
      operationId: "putDocument",
      summary: "Adds a document, or replaces the one of this name, where the server accepts documents.",
      requestBody: { required: true, content: json("DocumentUpload") },
      responses: {
        200: ok("Stored and searched, in place of what had this name; or nothing has changed.", "UploadBody"),
        201: ok("Stored and searched.", "UploadBody"),
        ...failures(
          ...(["BODY_MALFORMED", "INPUT_INVALID", "PATH_UNSUPPORTED", "NOTHING_TO_INGEST", "INPUT_TOO_LONG"] as const),
          ...(["DOCUMENTS_READ_ONLY", "INDEX_LOCKED", "OVERLOADED", "DISK_FULL", "INTERNAL"] as const),
        ),
      },
    },
    delete: {
      operationId: "deleteDocument",
      summary: "Removes a document that was sent, where the server accepts documents.",
      parameters,
      responses: {
        204: { description: "It is removed." },
        ...failures("DOCUMENT_UNKNOWN", "DOCUMENTS_READ_ONLY", "INDEX_LOCKED", "OVERLOADED", "INTERNAL"),
      },
    },
  },
};
