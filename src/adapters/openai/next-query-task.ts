import { z } from "zod";
import type { NextQueryRequest } from "../../domain/query.js";
import type { ModelTask } from "../../ports/model-task.js";
import { objectIn, oneLine, readTaskPrompt } from "./task-prompt.js";

const MAX_PASSAGE_LENGTH = 800;
const nextQueries = z.object({ queries: z.array(z.string()) });

/** Reads the best passages of the first round, and says what to search for in the second. */
export function createNextQueryTask(): ModelTask<NextQueryRequest, string[]> {
  const prompt = readTaskPrompt("next-query.v1");
  return {
    version: prompt.version,
    hash: prompt.hash,
    jsonSchema: { name: "next_queries", schema: z.toJSONSchema(nextQueries, { target: "draft-7" }) },
    maxTokens: 150,
    messages: ({ question, passages, limit }) =>
      prompt.render({
        question: oneLine(question),
        passages: passages
          .map(({ title, text }) => `${oneLine(title)}: ${oneLine(text, MAX_PASSAGE_LENGTH)}`)
          .join("\n"),
        limit: String(limit),
      }),
    parse: (text) => nextQueries.safeParse(objectIn(text)).data?.queries ?? null,
  };
}
