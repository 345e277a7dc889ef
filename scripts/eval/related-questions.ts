/**
 * How many of the related questions that are shown does the engine then answer, and how long does looking for them take?
 * npx tsx scripts/eval/related-questions.ts data/questions/guide.jsonl .footnote [balanced]
 */
import { readFileSync } from "node:fs";
import { collectAnswer } from "../../src/answer-engine.js";
import { openFootnote } from "../../src/compose.js";
import type { Answer } from "../../src/domain/answer.js";

const [data = "data/questions/guide.jsonl", index = ".footnote", profile = "balanced"] = process.argv.slice(2);
const questions = readFileSync(data, "utf8")
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { question: string }).question);

const footnote = await openFootnote(index, { save: async () => undefined });
const ask = (text: string): Promise<Answer> => collectAnswer(footnote.ask({ text, history: [] }, { profile }));
await ask(questions[0]!);

const asked: Answer[] = [];
for (const question of questions) asked.push(await ask(question));
const shown = asked.flatMap(({ relatedQuestions }) => relatedQuestions);
const answered = new Map<string, boolean>();
for (const question of new Set(shown)) answered.set(question, (await ask(question)).status === "answered");
await footnote.close();

const times = asked.flatMap(({ timings }) => timings.related ?? []).sort((a, b) => a - b);
const share = (part: number, whole: number): string => `${part} of ${whole} (${((100 * part) / whole).toFixed(1)}%)`;
const ofStatus = (status: Answer["status"]): Answer[] => asked.filter((answer) => answer.status === status);
const withSome = (answers: Answer[]): number => answers.filter((answer) => answer.relatedQuestions.length > 0).length;

console.log(
  `shown: ${shown.length}, of them answered: ${share(shown.filter((one) => answered.get(one)).length, shown.length)}`,
);
console.log(`distinct: ${share([...answered.values()].filter(Boolean).length, answered.size)} answered`);
for (const status of ["answered", "abstained"] as const) {
  console.log(`${status} questions with related ones: ${share(withSome(ofStatus(status)), ofStatus(status).length)}`);
}
const quantile = (q: number): string => times[Math.min(times.length - 1, Math.floor(q * times.length))]!.toFixed(0);
console.log(`ms looking for them: p50 ${quantile(0.5)}, p95 ${quantile(0.95)}, most ${quantile(1)}`);
