import type { ChatMessage } from "../../ports/chat-model.js";
import type { Prompt } from "../../ports/prompt.js";
import { readPromptFile } from "./prompt-file.js";

interface Template {
  formatMessages(values: Record<string, string>): Promise<{ content: unknown }[]>;
}

/**
 * A prompt rendered by LangChain's templates: `{name}` is a value's place. LangChain is loaded at the first rendering, so
 * that nothing is paid for it where no model is configured.
 * @throws FootnoteError SETTING_UNKNOWN when there is no such prompt
 */
export function readPrompt(name: string): Prompt {
  const { version, hash, system, user } = readPromptFile(name);
  let template: Promise<Template> | null = null;
  return {
    version,
    hash,
    async render(values): Promise<ChatMessage[]> {
      template ??= import("@langchain/core/prompts").then(({ ChatPromptTemplate }) =>
        ChatPromptTemplate.fromMessages([
          ["system", system],
          ["human", user],
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
