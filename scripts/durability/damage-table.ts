import { chmodSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../../eval/statistics/random.js";
import { copyFolder, makeFolders } from "./damage-folders.js";
import {
  createProber,
  filesOf,
  flipByte,
  judge,
  judgeReading,
  type Prober,
  type Trial,
  truncations,
  tryDamage,
  type Verdict,
} from "./damage-trials.js";
import { withFullDisk } from "./full-disk.js";
import type { Findings } from "./probe.js";

export interface DamageOptions {
  /** Folder of the Markdown files to index. */
  corpus: string;
  maxWords: number;
  /** One byte each, per file. */
  flips: number;
  seed: number;
  /** Only rows with such a name. */
  only: RegExp;
  onTrouble(text: string): void;
}

export interface Row {
  name: string;
  tried: number;
  counts: Record<Verdict, number>;
}

const NOBODY = 65_534;

export async function tryEverything(root: string, options: DamageOptions): Promise<Row[]> {
  const folders = await makeFolders(root, options);
  const prober = createProber();
  const rows: Row[] = [];
  const scratch = join(root, "scratch");
  const add = (name: string, trial: Trial): void => {
    let row = rows.find((one) => one.name === name);
    if (!row) rows.push((row = { name, tried: 0, counts: { same: 0, error: 0, rebuilt: 0, WRONG: 0, CRASH: 0 } }));
    row.tried++;
    row.counts[trial.verdict]++;
    const isBad = trial.verdict === "WRONG" || trial.verdict === "CRASH";
    if (isBad) options.onTrouble(`${name}, number ${row.tried}: ${trial.verdict}, ${trial.detail}`);
  };

  for (const [state, folder] of Object.entries(folders)) {
    copyFolder(folder, scratch);
    const expected = (await prober.ask({ directory: scratch }))!;
    for (const file of filesOf(folder)) {
      const attempt = (damage: (path: string) => void) =>
        tryDamage(prober, { folder, scratch, expected }, { file, damage });
      const name = `${state}/${file}`;
      const random = seededRandom(options.seed);
      if (options.only.test(name)) {
        for (let i = 0; i < options.flips; i++) {
          add(`${name}, a byte flipped`, await attempt(flipByte(random(), 1 + Math.floor(random() * 255))));
        }
        for (const cut of truncations(join(folder, file))) add(`${name}, cut short`, await attempt(cut));
        // Where the database itself is not, there is no index: nothing to compare.
        if (file !== "footnote.sqlite") add(`${name}, missing`, await attempt((path) => rmSync(path)));
      }
    }
    if (options.only.test(`${state}/writer.lock`)) {
      const garbage = (path: string): void => writeFileSync(path, "garbage ".repeat(2_000));
      const trial = await tryDamage(prober, { folder, scratch, expected }, { file: "writer.lock", damage: garbage });
      add(`${state}/writer.lock, garbage`, trial);
    }
    if (options.only.test("surroundings")) {
      for (const [name, trial] of await trySurroundings(prober, { state, folder, root, expected })) add(name, trial);
    }
  }
  prober.close();
  return rows;
}

/** What is not damage to a file: another model, no permission to write, no room. */
async function trySurroundings(
  prober: Prober,
  { state, folder, root, expected }: { state: string; folder: string; root: string; expected: Findings },
): Promise<[string, Trial][]> {
  const copy = (name: string): string => {
    const directory = join(root, `${state}-${name}`);
    copyFolder(folder, directory);
    return directory;
  };
  const trials: [string, Trial][] = [];
  const otherDimension = { directory: copy("dimension"), dimension: 32 };
  trials.push([`${state}, wrong dimension`, judge(await prober.ask(otherDimension), expected)]);
  const otherModel = { directory: copy("model"), modelId: "another@1" };
  trials.push([`${state}, foreign model`, judge(await prober.ask(otherModel), expected)]);

  const readOnly = copy("read-only");
  for (const file of readdirSync(readOnly)) chmodSync(join(readOnly, file), 0o444);
  chmodSync(readOnly, 0o555);
  chmodSync(root, 0o755);
  // No permission counts for root: then it is another user who asks.
  const guest = createProber(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {});
  const seen = await guest.ask({ directory: readOnly });
  trials.push([`${state}, read-only folder, reading`, judgeReading(seen, expected)]);
  trials.push([`${state}, read-only folder, writing`, judge(seen, expected)]);
  guest.close();
  chmodSync(readOnly, 0o755);

  const full = await withFullDisk(folder, join(root, `${state}-full`), (directory) => prober.ask({ directory }));
  if (full !== "not possible here") {
    trials.push([`${state}, full disk, reading`, judgeReading(full, expected)]);
    trials.push([`${state}, full disk, writing`, judge(full, expected)]);
  }
  return trials;
}

export function formatTable(rows: Row[]): string {
  const verdicts: Verdict[] = ["same", "error", "rebuilt", "WRONG", "CRASH"];
  const lines = rows.map(({ name, tried, counts }) => [name, tried, ...verdicts.map((verdict) => counts[verdict])]);
  const table = [["what", "tried", ...verdicts], ...lines].map((cells) =>
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(54) : String(cell).padStart(7))).join(" "),
  );
  return table.join("\n");
}
