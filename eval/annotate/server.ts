import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import Fastify, { type FastifyInstance } from "fastify";
import { z } from "zod";
import { FootnoteError } from "../../src/domain/errors.js";
import { useErrorResponses } from "../../src/server/error-responses.js";
import { useHostCheck } from "../../src/server/host-check.js";
import { MAX_BODY_BYTES } from "../../src/server/schemas.js";
import { removeControlCharacters } from "../../src/text/control-characters.js";
import { judgementSchema } from "./annotation.js";
import type { AnnotationSession } from "./session.js";

// The page shows text from anywhere, so it may run and load nothing but its own files.
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

const savedJudgement = z.strictObject({ answerHash: z.string().max(64), ...judgementSchema.shape });

/** The page of one rater's session, for this machine only, not yet listening. */
export function buildAnnotationApp(session: AnnotationSession): FastifyInstance {
  const app = Fastify({ bodyLimit: MAX_BODY_BYTES, forceCloseConnections: true });
  useErrorResponses(app);
  app.removeContentTypeParser("text/plain");
  app.addHook("onRequest", async (_request, reply) => void reply.headers(HEADERS));
  useHostCheck(app);
  // The files are listed at the start: no path of a request is ever looked up on the disk.
  void app.register(fastifyStatic, {
    root: fileURLToPath(new URL("page", import.meta.url)),
    wildcard: false,
    cacheControl: false,
  });

  app.get("/api/session", async () => ({
    rater: session.rater,
    progress: session.progress(),
    next: session.next(-1),
    questions: session.tasks.map(({ question }, position) => ({ question, state: session.state(position) })),
  }));

  app.get("/api/questions/:position", async ({ params }) => {
    const position = readPosition(session, params);
    const task = session.tasks[position];
    return { task, judgement: session.judgement(position), next: session.next(position) };
  });

  app.put("/api/questions/:position", async ({ params, body }) => {
    const position = readPosition(session, params);
    const { success, data, error } = savedJudgement.safeParse(body);
    if (!success) throw new FootnoteError("INPUT_INVALID", z.prettifyError(error));
    const { answerHash, ...judgement } = data;
    if (answerHash !== session.tasks[position]!.answerHash) {
      throw new FootnoteError("INPUT_INVALID", "The page shows another session's question.", {
        hint: "Load the page again.",
      });
    }
    session.save(position, { ...judgement, comment: removeControlCharacters(judgement.comment) });
    return { state: session.state(position), progress: session.progress(), next: session.next(position) };
  });

  return app;
}

function readPosition({ tasks }: AnnotationSession, params: unknown): number {
  const { position } = params as { position: string };
  if (/^\d{1,9}$/.test(position) && Number(position) < tasks.length) return Number(position);
  throw new FootnoteError("ROUTE_UNKNOWN", "There is no such question.", { hint: "Load the page again." });
}

/** Serves the page on 127.0.0.1; port 0 takes a free one. @throws FootnoteError PORT_IN_USE */
export async function serveAnnotation(
  session: AnnotationSession,
  port: number,
): Promise<{ url: string; close(): Promise<void> }> {
  const app = buildAnnotationApp(session);
  try {
    await app.listen({ host: "127.0.0.1", port });
  } catch (cause) {
    await app.close();
    const { code } = cause as NodeJS.ErrnoException;
    throw new FootnoteError("PORT_IN_USE", `Port ${port} of this machine cannot be used (${code}).`, { cause });
  }
  const { port: actualPort } = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${actualPort}`, close: () => app.close() };
}
