import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { FootnoteError } from "../../domain/errors.js";
import type { ChatMessage } from "../../ports/chat-model.js";
import type { Prompt } from "../../ports/prompt.js";

const PARTS = /^## System\n(?<system>[\s\S]+?)\n## User\n(?<user>[\s\S]+)$/;

/**
 * The prompt in `prompts/<version>.md`, rendered by LangChain's templates: `{name}` is a value's place. LangChain is loaded
 * at the first rendering, so that nothing is paid for it where no model is configured.
 * @throws FootnoteError SETTING_UNKNOWN when there is no such prompt
 */
export function readPrompt(version: string): Prompt {
  const text = readFile(version).replaceAll("\r\n", "\n");
  const { system, user } = PARTS.exec(text)?.groups ?? {};
  if (!system || !user) throw new FootnoteError("INTERNAL", `Prompt ${version} lacks its system or user part.`);
  let template: Promise<{ formatMessages(values: Record<string, string>): Promise<{ content: unknown }[]> }> | null =
    null;
  return {
    version,
    hash: createHash("sha256").update(text).digest("hex").slice(0, 8),
    async render(values): Promise<ChatMessage[]> {
      template ??= import("@langchain/core/prompts").then(({ ChatPromptTemplate }) =>
        ChatPromptTemplate.fromMessages([
          ["system", system.trim()],
          ["human", user.trim()],
        ]),
      );
      const [first, second] = await (await template).formatMessages(values);
      return [
        { role: "system", content: String(first!.content) },
        { role: "user", content: String(second!.content) },
      ];
    },
  };
}

function readFile(version: string): string {
  try {
    if (!/^[\w-]+\.v\d+$/.test(version)) throw new Error("No version.");
    return readFileSync(new URL(`prompts/${version}.md`, import.meta.url), "utf8");
  } catch (cause) {
    throw new FootnoteError("SETTING_UNKNOWN", `There is no prompt "${version}".`, {
      hint: "Prompts are the files of src/adapters/openai/prompts.",
      cause,
    });
  }
}
