import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runCli } from "./cli.js";

const [command, ...rest] = process.argv.slice(2);

if (command === "eval") {
  // The harness measures the engine from outside and is a program of its own.
  const harness = fileURLToPath(new URL("../eval/main.ts", import.meta.url));
  const { status } = spawnSync(process.execPath, ["--import", import.meta.resolve("tsx"), harness, ...rest], {
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
} else {
  process.exitCode = await runCli(process.argv.slice(2));
}
