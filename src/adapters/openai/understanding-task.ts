import { z } from "zod";
import type { Interpretation, InterpretationRequest } from "../../domain/query.js";
import type { ModelTask } from "../../ports/model-task.js";
import { objectIn, oneLine, readTaskPrompt } from "./task-prompt.js";

/** Room for the object of a long question with five sub-queries. */
const MAX_TOKENS = 400;
const MAX_TURNS = 6;
const MAX_TURN_LENGTH = 600;

const isoDate = z.string().regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/);
const interpretation = z.object({
  standaloneQuestion: z.string().min(1),
  intent: z.enum(["question", "comparison", "how-to", "multi-part"]),
  subQueries: z.array(z.string()),
  filters: z.object({
    site: z.string().nullable(),
    publishedAfter: isoDate.nullable(),
    publishedBefore: isoDate.nullable(),
  }),
  needsRecent: z.boolean(),
});

/**
 * Reads a question and its conversation in one call. Both are data to the model: they stand only in the user's turn,
 * between lines with a mark that is drawn for each request, so that no text can close them.
 */
export function createUnderstandingTask(
  now: () => Date = () => new Date(),
): ModelTask<InterpretationRequest, Interpretation> {
  const prompt = readTaskPrompt("understand.v1");
  return {
    version: prompt.version,
    hash: prompt.hash,
    jsonSchema: { name: "interpretation", schema: z.toJSONSchema(interpretation, { target: "draft-7" }) },
    maxTokens: MAX_TOKENS,

    messages({ question, history, maxSubQueries }) {
      const turns = history
        .slice(-MAX_TURNS)
        .map(({ role, content }) => `${role}: ${oneLine(content.slice(0, 2 * MAX_TURN_LENGTH), MAX_TURN_LENGTH)}`);
      return prompt.render({
        history: turns.join("\n") || "(none)",
        question: oneLine(question),
        maxSubQueries: String(maxSubQueries),
        today: now().toISOString().slice(0, 10),
      });
    },

    parse(text) {
      const { data } = interpretation.safeParse(objectIn(text));
      if (!data) return null;
      const filters = Object.entries(data.filters).filter(([, value]) => value);
      return { ...data, filters: Object.fromEntries(filters) };
    },
  };
}
