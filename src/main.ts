import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { runCli } from "./cli.js";

// `footnote search ... | head`: a reader that has seen enough is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const [command, ...rest] = process.argv.slice(2);

// The harness measures the engine from outside: it is started, not imported.
process.exitCode = command === "eval" ? await runHarness(rest) : await runCli(process.argv.slice(2));

/** A Ctrl-C goes to both processes: this one waits until the harness has saved its work. */
async function runHarness(args: string[]): Promise<number> {
  const harness = fileURLToPath(new URL("../eval/main.ts", import.meta.url));
  const ignore = (): void => undefined;
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, ignore);
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), harness, ...args], {
    stdio: "inherit",
  });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  const [status] = (await once(child, "exit")) as [number | null];
  for (const signal of signals) process.off(signal, ignore);
  return status ?? 1;
}
