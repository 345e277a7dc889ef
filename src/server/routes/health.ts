import type { FastifyInstance } from "fastify";
import type { Footnote } from "../../compose.js";

/** `GET /healthz`: the process answers. `GET /readyz`: it can answer questions, and from what. */
export function addHealthRoutes(app: FastifyInstance, footnote: Pick<Footnote, "info">): void {
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async () => {
    const { documents, passages, embeddingModel } = await footnote.info();
    return { status: "ready", documents, passages, embeddingModel };
  });
}
