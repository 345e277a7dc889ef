import type { FastifyInstance } from "fastify";
import type { Footnote } from "../../compose.js";
import { awaitTurn, type TurnParts } from "../await-turn.js";
import { readCheckRequest } from "../read-check-request.js";

export interface CheckRouteParts extends TurnParts {
  footnote: Pick<Footnote, "check">;
}

/** `POST /v1/check`: the claims of somebody else's answer, with verdicts. */
export function addCheckRoute(app: FastifyInstance, { footnote, ...turn }: CheckRouteParts): void {
  app.post("/v1/check", async (request, reply) => {
    const { text, sources } = readCheckRequest(request.body);
    return footnote.check(text, sources, await awaitTurn(reply, turn));
  });
}
