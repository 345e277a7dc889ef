import { z } from "zod";
import type { ChatModel } from "../../src/ports/chat-model.js";
import { askModel } from "./ask-model.js";
import { fence } from "./fence.js";
import { readPrompt } from "./prompt.js";
import type { Judgement, SupportJudge } from "./support-judge.js";

const answerSchema = z.strictObject({
  reason: z.string(),
  // One literal of five: endpoints that constrain to a schema know `enum` better than `anyOf`.
  score: z.literal([0, 1, 2, 3, 4]),
});

/** Verdict of each score of the rubric in prompts/support.v1.md, from 0 up. */
const VERDICTS = ["contradicted", "unsupported", "partial", "supported", "supported"] as const;

/** A language model asked about one claim at a time, by a rubric of five scores, divided by 4. */
export function createLlmJudge(
  model: ChatModel,
  { constrained = false }: { constrained?: boolean } = {},
): SupportJudge {
  const prompt = readPrompt("support.v1");
  return {
    id: `llm:${model.modelId}:${prompt.version}:${prompt.hash}${constrained ? ":constrained" : ""}`,
    threshold: 3 / 4,
    async support(claim, passages, signal): Promise<Judgement> {
      const messages = prompt.render({
        claim: fence("claim", claim),
        passages: fence("passages", passages.join("\n\n")),
      });
      const { answer, missing } = await askModel(model, messages, answerSchema, { constrained, signal });
      if (answer === null) return { score: null, verdict: null, missing };
      return { score: answer.score / 4, verdict: VERDICTS[answer.score] };
    },
  };
}
