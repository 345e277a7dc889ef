/**
 * How long does an answer take through a running server? Asks the guide's questions one after another, each once, the
 * profiles in turn, after one question of warm-up, and prints the median and the 95th percentile of each.
 *
 *     npm start                                            # in another terminal
 *     npx tsx scripts/bench/answer-latency.ts [--url http://127.0.0.1:3000] [--questions 50]
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:3000" },
    questions: { type: "string", default: "50" },
    profiles: { type: "string", default: "fast,balanced" },
  },
});
const questions = readFileSync("data/questions/guide.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { question: string }).question)
  .slice(0, Number(values.questions));
const profiles = values.profiles.split(",");

async function ask(question: string, profile: string): Promise<number> {
  const from = performance.now();
  const response = await fetch(`${values.url}/v1/answers`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ question, profile }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  await response.json();
  return performance.now() - from;
}

for (const profile of profiles) await ask("What is an answer engine?", profile);
const times = new Map<string, number[]>(profiles.map((profile) => [profile, []]));
for (const question of questions) {
  for (const profile of profiles) times.get(profile)!.push(await ask(question, profile));
}
for (const [profile, all] of times) {
  all.sort((a, b) => a - b);
  const at = (share: number): string => `${Math.round(all[Math.floor(share * (all.length - 1))]!)} ms`;
  console.log(`${profile.padEnd(9)} p50 ${at(0.5)}  p95 ${at(0.95)}  max ${at(1)}  (${all.length} questions)`);
}
