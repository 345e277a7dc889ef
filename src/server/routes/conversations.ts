import type { FastifyInstance } from "fastify";
import type { Footnote } from "../../compose.js";

/** `DELETE /v1/conversations/:id`: a conversation and its answers are removed. Its id is what only its asker knows. */
export function addConversationRoute(app: FastifyInstance, footnote: Pick<Footnote, "deleteConversation">): void {
  app.delete<{ Params: { id: string } }>("/v1/conversations/:id", async (request, reply) => {
    await footnote.deleteConversation(request.params.id);
    return reply.status(204).send();
  });
}
