/**
 * Is anything lost when the writing process is killed? Kills a real ingest (real store, real files, a fast embedder) with
 * SIGKILL at random moments: while it makes the index, adds, updates and deletes documents, copies its log into the
 * database, and closes. After each kill the index is opened, verified and compared with what was acknowledged, document by
 * document and bit by bit. Ends with 1 when anything differs.
 *
 *     npx tsx scripts/durability/crash.ts [--kills 100] [--seed 1]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { seededRandom } from "../../eval/statistics/random.js";
import { crashOnce, type Expectations, type Trial } from "./crash-trial.js";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "100" }, seed: { type: "string", default: "1" } },
});
const seed = Number(values.seed);
const random = seededRandom(seed);
const trials: Trial[] = [];
let root = mkdtempSync(join(tmpdir(), "footnote-crash-"));
let expectations: Expectations = { settled: new Map(), begun: new Map() };

for (let kill = 0; kill < Number(values.kills); kill++) {
  // Every fifth time in a new folder, early: the index is just being made.
  const isNew = kill % 5 === 0;
  if (isNew) {
    rmSync(root, { recursive: true });
    root = mkdtempSync(join(tmpdir(), "footnote-crash-"));
    expectations = { settled: new Map(), begun: new Map() };
  }
  const lines = 1 + Math.floor(random() * (isNew ? 4 : 120));
  const moment = { seed: seed * 100_000 + kill, lines, delayMs: random() * (isNew ? 60 : 20) };
  const trial = await crashOnce(root, moment, expectations);
  trials.push(trial);
  for (const problem of trial.problems) console.error(`kill ${kill + 1}, seed ${seed}: ${problem}`);
  if (process.stderr.isTTY) process.stderr.write(`\u001b[2K\r${kill + 1} kills`);
}
rmSync(root, { recursive: true });

const sum = (value: (trial: Trial) => number): number => trials.reduce((total, trial) => total + value(trial), 0);
const during = (...events: string[]): number => sum((trial) => (events.includes(trial.during) ? 1 : 0));
const problems = sum((trial) => trial.problems.length);
console.log(
  `${trials.length} kills: ${during("start", "opening")} while opening, ${during("open", "begins", "done")} while writing, ` +
    `${during("closing")} while closing, ${sum((trial) => (trial.logBytes > 0 ? 1 : 0))} with a log left behind; ` +
    `${sum((trial) => trial.acknowledged)} writes acknowledged, ${sum((trial) => trial.documents)} documents compared, ` +
    `${problems} problems`,
);
process.exitCode = problems > 0 ? 1 : 0;
