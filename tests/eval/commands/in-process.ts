import { Command } from "commander";
import { vi } from "vitest";

/** What a command wrote, and the exit code it set (0 when it set none). */
export interface CommandOutput {
  out: string;
  error: string;
  exitCode: number;
}

/** Runs one command of the harness in this process. Rejects with what it throws, as `eval/main.ts` would see it. */
export async function runCommand(register: (program: Command) => void, ...args: string[]): Promise<CommandOutput> {
  const written = { out: "", error: "" };
  const writeTo = (stream: keyof typeof written) => (text: unknown) => Boolean((written[stream] += String(text)));
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(writeTo("out")),
    vi.spyOn(process.stderr, "write").mockImplementation(writeTo("error")),
  ];
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    const program = new Command("footnote eval").exitOverride();
    register(program);
    await program.parseAsync(args, { from: "user" });
    return { ...written, exitCode: Number(process.exitCode ?? 0) };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}
