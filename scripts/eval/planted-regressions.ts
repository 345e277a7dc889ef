/**
 * Is the gate worth its time? Plants one regression after another into a copy of the project, and runs the gate there: it
 * must fail each time, and pass on unchanged copies. Writes eval/results/gate-regressions.json.
 *
 *     npx tsx scripts/eval/planted-regressions.ts [--unchanged 20] [--only NAME]
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { GateResult } from "../../eval/gate/gate.js";
import { type Regression, REGRESSIONS } from "./regressions.js";

const OUTPUT = "eval/results/gate-regressions.json";

interface Outcome {
  /** Name of the regression, or `unchanged, seed 1`. */
  name: string;
  /** What was changed; null for an unchanged copy. */
  change: string | null;
  /** Checks that failed, with the reason. */
  failed: string[];
}

const { values } = parseArgs({ options: { unchanged: { type: "string", default: "20" }, only: { type: "string" } } });
const root = resolve(".");
const copy = mkdtempSync(join(tmpdir(), "footnote-regressions-"));
const outcomes = readOutcomes();

try {
  copyProject();
  for (const regression of REGRESSIONS.filter(({ name }) => !values.only || name.includes(values.only))) {
    const { name, file, find, replace } = regression;
    record(
      name,
      `${file}: ${find}  ->  ${replace}`,
      withRegression(regression, () => gate(1)),
    );
  }
  for (let seed = 1; seed <= (values.only ? 0 : Number(values.unchanged)); seed++) {
    record(`unchanged, seed ${seed}`, null, gate(seed));
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** Outcomes of earlier runs with `--only`; a whole run starts afresh. */
function readOutcomes(): Map<string, Outcome> {
  if (!values.only || !existsSync(OUTPUT)) return new Map();
  const { outcomes } = JSON.parse(readFileSync(OUTPUT, "utf8")) as { outcomes: Outcome[] };
  return new Map(outcomes.map((outcome) => [outcome.name, outcome]));
}

function record(name: string, change: string | null, { failed, seconds }: { failed: string[]; seconds: number }): void {
  const isRight = change === null ? failed.length === 0 : failed.length > 0;
  console.log(`${isRight ? "ok  " : "MISS"} ${name} (${seconds} s) ${failed.join(", ")}`);
  outcomes.set(name, { name, change, failed });
  const planted = REGRESSIONS.flatMap((regression) => outcomes.get(regression.name) ?? []);
  const unchanged = [...outcomes.values()].filter((outcome) => outcome.change === null);
  const summary = {
    caught: `${planted.filter((outcome) => outcome.failed.length > 0).length} of ${planted.length}`,
    unchangedPassed: `${unchanged.filter((outcome) => outcome.failed.length === 0).length} of ${unchanged.length}`,
  };
  writeFileSync(OUTPUT, `${JSON.stringify({ summary, outcomes: [...planted, ...unchanged] }, null, 2)}\n`);
}

/** The files under version control as they stand, the installed packages, and the cache of model outputs. */
function copyProject(): void {
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  });
  for (const file of files.split("\0").filter((name) => name && existsSync(name))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(file, join(copy, file));
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  if (existsSync(".footnote/eval-cache.sqlite")) {
    mkdirSync(join(copy, ".footnote"));
    cpSync(".footnote/eval-cache.sqlite", join(copy, ".footnote/eval-cache.sqlite"));
  }
}

/** @throws Error when the place to change is not there, or there twice: the list has to follow the code */
function withRegression<T>({ name, file, find, replace }: Regression, work: () => T): T {
  const path = join(copy, file);
  const original = readFileSync(path, "utf8");
  if (original.split(find).length !== 2) throw new Error(`"${name}": ${file} does not hold "${find}" once.`);
  let changed = original.replace(find, () => replace);
  if (replace.includes("contentWords")) changed = `import { contentWords } from "../text/tokens.js";\n${changed}`;
  writeFileSync(path, changed);
  rmSync(join(copy, ".footnote/gate"), { recursive: true, force: true });
  try {
    return work();
  } finally {
    writeFileSync(path, original);
    rmSync(join(copy, ".footnote/gate"), { recursive: true, force: true });
  }
}

/** Names of the checks that failed. */
function gate(seed: number): { failed: string[]; seconds: number } {
  const from = performance.now();
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "eval/main.ts", "gate", "--json", "--seed", String(seed)],
    { cwd: copy, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (!stdout.startsWith("{")) throw new Error(`The gate did not run:\n${stderr}`);
  const { checks } = JSON.parse(stdout) as GateResult;
  const failed = Object.entries(checks).flatMap(([suite, list]) =>
    list.filter(({ passed }) => !passed).map(({ metric, reason }) => `${suite} ${metric} (${reason})`),
  );
  return { failed, seconds: Math.round((performance.now() - from) / 1000) };
}
