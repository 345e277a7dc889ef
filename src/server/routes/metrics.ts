import type { FastifyInstance } from "fastify";
import type { Metrics } from "../metrics.js";

/** `GET /metrics`: counts and times since the start, in the Prometheus text format. */
export function addMetricsRoute(app: FastifyInstance, { registry }: Pick<Metrics, "registry">): void {
  app.get("/metrics", async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
