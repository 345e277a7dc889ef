/**
 * Do documents that are added, changed and removed hold up a server that answers meanwhile? Starts the real server on a
 * copy of an index (without one, on an index of the guide), lets one client search and another ask, and ingests files of
 * several kinds: by the command line in a process of its own, as `footnote ingest` does, or with `--inside` in the
 * server's own process, as a program that serves and ingests does. A round adds the files, changes and removes them.
 * Reported, for adding, changing and removing together: how long the server's event loop was held up at most, as the median
 * of the rounds with each of them, and the searches' and answers' times.
 *
 *     npx tsx scripts/bench/ingest-while-serving.ts [--index INDEX] [--rounds 3] [--inside] [--only pdf]
 */
import { type ChildProcess, fork, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openFootnote, openIngestThread, openTraces } from "../../src/compose.js";
import { serve } from "../../src/server/serve.js";
import { quantileOfAscending } from "../../eval/metrics/quantile.js";
import { NEW_DOCUMENTS } from "./new-documents.js";
import { formatTimes } from "./times.js";
import { type LongestTurn, watchTurns } from "./watch-turns.js";

type Order = { kind: "watch" } | { kind: "stop" } | { kind: "ingest"; folder: string };
type Reply = { url: string } | LongestTurn | { done: true };

const SCRIPT = fileURLToPath(import.meta.url);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    index: { type: "string" },
    rounds: { type: "string", default: "3" },
    inside: { type: "boolean", default: false },
    only: { type: "string", default: "" },
  },
});
const questions = readFileSync("data/questions/guide.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { question: string }).question);
let asked = 0;

if (positionals[0] === "serve") await serveOrders(positionals[1]!);
else await measure();

/** The server, which does what its parent process sends. */
async function serveOrders(index: string): Promise<void> {
  const traces = openTraces(index);
  const footnote = await openFootnote(index, traces);
  await footnote.warmUp();
  const server = await serve({ footnote, traces }, { port: 0 });
  let turns = watchTurns();
  const reply = (message: Reply): void => void process.send!(message);
  const follow: Record<Order["kind"], (order: Order) => Promise<Reply>> = {
    async watch() {
      await turns.stop();
      turns = watchTurns();
      return { done: true };
    },
    stop: () => turns.stop(),
    async ingest(order) {
      await ingestInside(index, (order as { folder: string }).folder);
      return { done: true };
    },
  };
  process.on("message", (order: Order) => void follow[order.kind](order).then(reply));
  process.once("disconnect", () => process.exit());
  reply({ url: server.url });
}

async function ingestInside(index: string, folder: string): Promise<void> {
  const { ingest, close } = await openIngestThread(index);
  await ingest([folder], { base: join(index, "..") });
  await close();
}

/** The same with the command line. */
async function ingestBeside(index: string, folder: string): Promise<void> {
  const args = ["--import", "tsx", "src/main.ts", "ingest", folder, "--index", index, "--json"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`ingest ended with ${String(code)}.`);
}

async function measure(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "footnote-bench-"));
  const index = join(directory, "index");
  if (values.index) cpSync(values.index, index, { recursive: true });
  if (!existsSync(join(index, "footnote.sqlite"))) await ingestBeside(index, "data/corpus");
  const server = fork(SCRIPT, ["serve", index], { execArgv: ["--import", "tsx"] });
  try {
    const { url } = await once<{ url: string }>(server);
    await searchWhile(server, url, () => delay(2_000));
    await report("nothing is written", () => searchWhile(server, url, () => delay(5_000)));
    for (const [name, make] of Object.entries(NEW_DOCUMENTS)) {
      if (!name.toLowerCase().includes(values.only.toLowerCase())) continue;
      // Of the same two editions in every round: from the second on nothing has to be embedded.
      const [before, after] = [await make(1), await make(2)];
      await report(name, async () => {
        const folder = join(directory, "documents");
        return searchWhile(server, url, async () => {
          for (const files of [before, after, { "last.md": "The folder is empty but for this." }]) {
            rmSync(folder, { recursive: true, force: true });
            mkdirSync(folder);
            for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
            if (values.inside) await send(server, { kind: "ingest", folder });
            else await ingestBeside(index, folder);
            await delay(300);
          }
        });
      });
    }
  } finally {
    server.kill();
    rmSync(directory, { recursive: true });
  }
}

interface Observed {
  longest: LongestTurn;
  searches: number[];
  answers: number[];
}

async function report(name: string, run: () => Promise<Observed>): Promise<void> {
  const rounds: Observed[] = [];
  for (let i = 0; i < Number(values.rounds); i++) rounds.push(await run());
  const list = (of: keyof LongestTurn): string => {
    const times = rounds.map(({ longest }) => longest[of]).sort((a, b) => a - b);
    return `${quantileOfAscending(times, 0.5).toFixed(0)} (${times.map((ms) => ms.toFixed(0)).join(", ")})`;
  };
  console.log(
    `${name}\n  loop held up at most ${list("clockMs")} ms, ${list("ownMs")} without waiting for a processor, ` +
      `${list("processorMs")} of its own processor time\n` +
      `  searches ${formatTimes(rounds.flatMap(({ searches }) => searches))}\n` +
      `  answers  ${formatTimes(rounds.flatMap(({ answers }) => answers))}`,
  );
}

async function searchWhile(server: ChildProcess, url: string, work: () => Promise<unknown>): Promise<Observed> {
  await send(server, { kind: "watch" });
  let isDone = false;
  const post = async (times: number[], path: string, body: (question: string) => object): Promise<void> => {
    while (!isDone) {
      const question = questions[asked++ % questions.length]!;
      const from = performance.now();
      const response = await fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body(question)),
      });
      if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
      await response.arrayBuffer();
      times.push(performance.now() - from);
      await delay(500);
    }
  };
  const searches: number[] = [];
  const answers: number[] = [];
  const clients = [
    post(searches, "/search", (query) => ({ query })),
    post(answers, "/v1/answers", (question) => ({ question, profile: "fast" })),
  ];
  await work();
  isDone = true;
  await Promise.all(clients);
  const longest = (await send(server, { kind: "stop" })) as LongestTurn;
  return { longest, searches, answers };
}

async function send(server: ChildProcess, order: Order): Promise<Reply> {
  const reply = once<Reply>(server);
  server.send(order);
  return reply;
}

function once<T>(server: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`The server ended with ${code}.`));
    server.once("exit", onExit);
    server.once("message", (message) => {
      server.off("exit", onExit);
      resolve(message as T);
    });
  });
}
