import { z } from "zod";
import type { ChatModel } from "../../ports/chat-model.js";
import type { ClaimJudge } from "../../ports/claim-judge.js";
import { objectIn, oneLine, readTaskPrompt } from "./task-prompt.js";

const answer = z.object({ verdicts: z.array(z.boolean()) });
const MAX_PASSAGE_LENGTH = 4_000;
/** Of the object around the verdicts, and of each verdict. */
const FRAME_TOKENS = 40;

/** Judges statements in one call; all of it is data, between lines drawn for the request. */
export function createClaimJudge(chatModel: ChatModel): ClaimJudge {
  const prompt = readTaskPrompt("judge-claims.v1");
  return {
    chatModel,
    task: {
      version: prompt.version,
      hash: prompt.hash,
      jsonSchema: { name: "verdicts", schema: z.toJSONSchema(answer, { target: "draft-7" }) },
      maxTokens: FRAME_TOKENS * 4,
      messages(statements) {
        const blocks = statements.map(({ statement, passages }, i) => {
          const texts = passages.map((passage) => `Passage: ${oneLine(passage, MAX_PASSAGE_LENGTH)}`);
          return [`Statement ${i + 1}: ${oneLine(statement)}`, ...texts].join("\n");
        });
        return prompt.render({ statements: blocks.join("\n\n"), count: String(statements.length) });
      },
      parse: (text) => answer.safeParse(objectIn(text)).data?.verdicts ?? null,
    },
  };
}
