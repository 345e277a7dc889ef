import { createInterface } from "node:readline/promises";

export interface TerminalStreams {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
}

export interface LineInput {
  /** The next line without white space around it; null at the end of the input or on Ctrl-C. */
  ask(prompt: string): Promise<string | null>;
  close(): void;
}

/** Lines one at a time; none is lost when they come faster than they are asked for, as from a pipe. */
export function openLines({ input, output }: TerminalStreams): LineInput {
  const terminal = Boolean(input.isTTY && output.isTTY);
  const reader = createInterface({ input, ...(terminal && { output }), terminal });
  const lines = reader[Symbol.asyncIterator]();
  reader.on("SIGINT", () => reader.close());
  return {
    async ask(prompt) {
      if (terminal) {
        reader.setPrompt(prompt);
        reader.prompt();
      } else output.write(prompt);
      const line = await lines.next();
      if (!terminal) output.write("\n");
      return line.done ? null : line.value.trim();
    },
    close: () => reader.close(),
  };
}
