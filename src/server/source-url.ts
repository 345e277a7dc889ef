import type { FastifyRequest } from "fastify";
import type { Source } from "../domain/answer.js";

/** The address of a source: its own on the web; where it has none, that of its text on this server. Always a string. */
export type SourceUrl = (source: Pick<Source, "url" | "documentId">) => string;

export function sourceUrlsOf(request: FastifyRequest): SourceUrl {
  // What the client calls this server, so that the address works where the client is.
  const server = `${request.protocol}://${request.host || "localhost"}`;
  return ({ url, documentId }) => webAddress(url) ?? `${server}/v1/documents?id=${encodeId(documentId)}`;
}

/** The address when it is one that a browser may be sent to: a document may name anything. */
export function webAddress(url: string | null): string | null {
  return url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null;
}

/** Slashes may stand in a query, and make the path of a file readable. */
function encodeId(id: string): string {
  return encodeURIComponent(id).replaceAll("%2F", "/");
}
