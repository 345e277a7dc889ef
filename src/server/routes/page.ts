import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

// The page shows text from anywhere, so it may run and load nothing but its own files.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const SECURITY_HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** `GET /` and the page's files, and headers for every response that keep a browser from being talked into more. */
export function addPage(app: FastifyInstance): void {
  app.addHook("onRequest", async (_request, reply) => {
    void reply.headers(SECURITY_HEADERS);
  });
  void app.register(fastifyStatic, {
    root: fileURLToPath(new URL("../../web", import.meta.url)),
    // The files are listed at the start: no path of a request is ever looked up on the disk.
    wildcard: false,
    cacheControl: false,
    setHeaders: (response) => {
      response.setHeader("cache-control", "no-cache");
    },
  });
}
