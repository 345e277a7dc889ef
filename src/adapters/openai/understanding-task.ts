import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Interpretation, InterpretationRequest } from "../../domain/query.js";
import type { ModelTask } from "../../ports/model-task.js";

const VERSION = "understand.v1";
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
  const file = readFileSync(new URL(`prompts/${VERSION}.md`, import.meta.url), "utf8").replaceAll("\r\n", "\n");
  const [, system = "", user = ""] = /^## System\n([\s\S]+?)\n## User\n([\s\S]+)$/.exec(file) ?? [];
  return {
    version: VERSION,
    hash: createHash("sha256").update(file).digest("hex").slice(0, 8),
    jsonSchema: { name: "interpretation", schema: z.toJSONSchema(interpretation, { target: "draft-7" }) },
    maxTokens: MAX_TOKENS,

    messages({ question, history, maxSubQueries }) {
      const turns = history.slice(-MAX_TURNS).map(({ role, content }) => `${role}: ${short(content)}`);
      const values = {
        boundary: `=== ${randomUUID()}`,
        history: turns.join("\n") || "(none)",
        question: oneLine(question),
        maxSubQueries: String(maxSubQueries),
        today: now().toISOString().slice(0, 10),
      };
      return [
        { role: "system", content: fill(system, values) },
        { role: "user", content: fill(user, values) },
      ];
    },

    parse(text) {
      // Reasoning and code fences around the object do not matter: what it says is checked in any case.
      const answer = text.replace(/<think>[\s\S]*?<\/think>/g, "");
      try {
        const object: unknown = JSON.parse(answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1));
        const { data } = interpretation.safeParse(object);
        if (!data) return null;
        const filters = Object.entries(data.filters).filter(([, value]) => value);
        return { ...data, filters: Object.fromEntries(filters) };
      } catch {
        return null;
      }
    },
  };
}

/** Every `{{name}}` replaced once: what is put in is not searched again. */
function fill(template: string, values: Record<string, string>): string {
  return template.trim().replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}

function short(content: string): string {
  const line = oneLine(content);
  return line.length > MAX_TURN_LENGTH ? `${line.slice(0, MAX_TURN_LENGTH)} ...` : line;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
}
