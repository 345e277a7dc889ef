import type { FastifyInstance } from "fastify";
import { FootnoteError } from "../domain/errors.js";

const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** True for an address to listen on that only this machine can reach. */
export function isLoopbackAddress(host: string): boolean {
  return LOOPBACK_NAMES.has(host) || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * Refuses requests that a web page of another site makes the browser send here: by a name that it let point at
 * 127.0.0.1 (DNS rebinding, shown by the Host header), or across origins (shown by the Origin header).
 */
export function useHostCheck(app: FastifyInstance): void {
  app.addHook("onRequest", async (request) => {
    const { host, origin } = request.headers;
    if (!isLoopbackUrl(`http://${host ?? ""}`)) {
      throw new FootnoteError("HOST_REFUSED", "This server answers only to this machine's own name.");
    }
    if (origin !== undefined && !isLoopbackUrl(origin)) {
      throw new FootnoteError("HOST_REFUSED", "This server does not answer pages of other sites.");
    }
  });
}

function isLoopbackUrl(text: string): boolean {
  return URL.canParse(text) && LOOPBACK_NAMES.has(new URL(text).hostname);
}
