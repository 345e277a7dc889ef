/**
 * Does verification hold up the event loop? Checks drafts, answers of strangers and hostile texts in this process, with a
 * support model that answers at once, which is the hardest case: no wait for a worker gives other requests a turn. For each
 * case: the longest time for which nothing else could run (by the clock, and in processor time, which other
 * programs do not disturb), and the time a claim takes.
 *
 *     npx tsx scripts/bench/verification-loop.ts [--only TEXT]
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createExtractiveGenerator } from "../../src/adapters/extractive/extractive-generator.js";
import { checkAnswer, type CheckedSource } from "../../src/check-answer.js";
import type { DraftSentence } from "../../src/domain/answer.js";
import type { Evidence } from "../../src/domain/candidate.js";
import { unattendedRun } from "../../src/domain/run.js";
import { numberSources } from "../../src/domain/source.js";
import { PROFILES } from "../../src/profiles.js";
import { judgeEvidence } from "../../src/validation/answerability/judge-evidence.js";
import { createClaimChecker } from "../../src/validation/check-claim.js";
import { createValidate } from "../../src/validation/validate.js";
import { splitSentences } from "../../src/text/sentences.js";
import { aPlan, someEvidence } from "../../tests/doubles/evidence.js";
import { createWordCountingModel } from "../../tests/doubles/word-counting-model.js";
import { watchLoop } from "./loop-watch.js";

const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
const supportModel = createWordCountingModel();
const checker = createClaimChecker(supportModel);
const answerabilityModel = { modelId: "yes@1", score: async (_: string, texts: string[]) => texts.map(() => 3) };
const index = { wordRarity: async (words: string[]) => words.map(() => 3) };
const { validation, extraction } = PROFILES.balanced;
const validate = createValidate({ index, supportModel, answerabilityModel }, validation);
const generator = createExtractiveGenerator(extraction);
const plan = aPlan("Why does the index keep vectors of 384 dimensions in memory?", { answerType: "number" });

/** The guide's words, one article after another. */
const guide = readdirSync("data/corpus", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:md|html)$/.test(name))
  .sort()
  .map((name) => readFileSync(join("data/corpus", name), "utf8").replace(/<[^>]+>/g, " "))
  .join("\n");
const sentences = splitSentences(guide)
  .map(({ start, end }) => guide.slice(start, end))
  .filter((text) => /^[A-Z].{60,240}\.$/.test(text) && !/[[\]`|]/.test(text));

/** What nobody writes but somebody may send. */
const HOSTILE = {
  "10,000 words": repeated(10_000, (i) => `w${(i * 7919) % 5_003}`),
  "10,000 equal words": repeated(10_000, () => "b"),
  "5,000 numbers": repeated(5_000, (i) => `${i}`),
  "3,000 names": repeated(3_000, (i) => `Na${letters(i)}`),
  "4,000 items of a list": repeated(4_000, (i) => `i${i % 97},`),
  "3,000 denials": repeated(3_000, (i) => `not a${letters(i)}`),
  "3,000 denials of one thing": repeated(6_000, (i) => (i % 2 ? "vectors" : "not")),
  "3,000 opposites": repeated(3_000, (i) => ["more", "less", "before", "after", "all", "some"][i % 6]!),
  "1,500 dates": repeated(1_500, (i) => `${1 + (i % 28)} May ${1900 + (i % 100)}`),
  "3,000 conditions": repeated(3_000, (i) => `, if a${i}`),
  "nested quotes": `${'"“«'.repeat(2_000)}vectors${'»”"'.repeat(2_000)}`,
  "nested brackets": `${"([".repeat(5_000)}vectors${")]".repeat(4_000)}`,
  "nested backticks": repeated(600, (i) => "`".repeat(i % 60)),
  "4,000 dotted names": repeated(4_000, (i) => `a${i}.b-c`),
  "50,000 letters": "a".repeat(49_900),
  "white space": `Vectors ${" ".repeat(19_800)} matter`,
  "20,000 commas": `Vectors ${",".repeat(19_800)} matter`,
  "6,600 marks": "[1]".repeat(6_600),
  "a code block": `\`\`\`\n${repeated(4_000, (i) => `x${i % 50}`)}\n\`\`\``,
};

interface Case {
  name: string;
  /** Makes what is checked, and gives the check of it, which tells the number of claims. */
  prepare(): () => Promise<number>;
}

const draftCase = (name: string, draft: DraftSentence[], words: number): Case => ({
  name,
  prepare() {
    const evidence = passagesOf(8, words);
    return () => validateDraft(draft, evidence);
  },
});
const checkCase = (name: string, text: string, sources: () => CheckedSource[]): Case => ({
  name: `POST /v1/check: ${name}`,
  prepare() {
    const made = sources();
    return async () => (await checkAnswer(checker, text, made)).claims.length;
  },
});

const cases: Case[] = [
  ...[200, 2_000].flatMap((words) =>
    [3, 10, 30, 100].map((count) =>
      draftCase(`draft of ${count} sentences over 8 passages of ${words} words`, draftOf(count), words),
    ),
  ),
  ...[200, 2_000].map((words) => ({
    name: `answerability over 8 passages of ${words} words`,
    prepare() {
      const evidence = passagesOf(8, words);
      const parts = { index, answerabilityModel, checker };
      return async () => {
        await judgeEvidence(plan, evidence, parts, validation.strictness, unattendedRun());
        return 1;
      };
    },
  })),
  ...[200, 2_000].map((words) => ({
    name: `extraction from 8 passages of ${words} words`,
    prepare() {
      const evidence = passagesOf(8, words);
      return async () => {
        let count = 0;
        for await (const _ of generator.write(plan, evidence, unattendedRun()).sentences) count++;
        return count;
      };
    },
  })),
  checkCase("20,000 characters, 4 sources of 50,000", marked(sentences.join(" "), 4), () => sourcesOf(4, 50_000)),
  checkCase("20,000 characters, 50 sources of 4,500", marked(sentences.join(" "), 50), () => sourcesOf(50, 4_500)),
  checkCase("the same, each sentence citing all 50", marked(sentences.join(" "), 50, 50), () => sourcesOf(50, 4_500)),
  checkCase("sentences of two words, 4 sources of 50,000", marked("Vectors matter. ".repeat(2_000), 4), () =>
    sourcesOf(4, 50_000),
  ),
  checkCase("20,000 letters on lines of their own", "a\n".repeat(10_000), () => sourcesOf(4, 50_000)),
  checkCase("a name of code, a source of one endless word", "The index of fs.readFile is kept here [1].", () => [
    { text: `The index is kept here of ${"a".repeat(49_000)}` },
  ]),
  ...Object.entries(HOSTILE).flatMap(([name, text]) => [
    checkCase(`claim of ${name}`, `${text.slice(0, 19_990)} [1].`, () => sourcesOf(1, 40_000)),
    checkCase(`claim and source of ${name}`, `${text.slice(0, 19_900).replace(/\w+$/, "")} end [1].`, () => [
      { text: `${text.slice(0, 49_000)} begin` },
    ]),
    checkCase(`source of ${name}`, "The index keeps 12 vectors in May 1990, not a graph, if asked [1].", () => [
      { text: text.slice(0, 50_000) },
    ]),
    draftCase(`draft of one sentence of ${name}`, [{ text: `${text} [1].`, separator: " " }], 200),
  ]),
];

const worst = { clockMs: 0, processorMs: 0 };
for (const { name, prepare } of cases) {
  if (!name.includes(values.only)) continue;
  const check = prepare();
  // A turn of its own, so that nothing of what was before is counted.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const loop = watchLoop();
  await new Promise((resolve) => setImmediate(resolve));
  const from = performance.now();
  const claims = await check();
  const ms = performance.now() - from;
  await new Promise((resolve) => setImmediate(resolve));
  const { clockMs, processorMs } = loop.stop();
  worst.clockMs = Math.max(worst.clockMs, clockMs);
  worst.processorMs = Math.max(worst.processorMs, processorMs);
  const each = (ms / Math.max(1, claims)).toFixed(1);
  console.log(`${heldFor(clockMs, processorMs)}; ${claims} claims, ${each} ms each: ${name}`);
}
console.log(`${heldFor(worst.clockMs, worst.processorMs)}: the worst of all`);

function heldFor(clockMs: number, processorMs: number): string {
  return `held ${clockMs.toFixed(0).padStart(4)} ms, ${processorMs.toFixed(0).padStart(4)} of processor`;
}

async function validateDraft(draft: DraftSentence[], evidence: Evidence[]): Promise<number> {
  const sources = numberSources(evidence.map(({ passage }) => passage));
  async function* written(): AsyncGenerator<DraftSentence> {
    yield* draft;
  }
  const events = validate(plan, evidence, { sources, sentences: written() }, unattendedRun());
  let count = 0;
  for await (const event of events) if (event.type === "claim-checked") count++;
  return count;
}

/** Sentences of the guide, one in three as it stands, the others with a word taken out or put in; each with a mark or two. */
function draftOf(count: number): DraftSentence[] {
  return sentences.slice(0, count).map((text, i) => {
    const words = text.slice(0, -1).split(" ");
    if (i % 3 > 0) words.splice(2 + (i % 5), i % 3 === 1 ? 1 : 0, ...(i % 3 === 2 ? ["really"] : []));
    const marks = i % 2 === 0 ? `[${1 + (i % 8)}]` : `[${1 + (i % 8)}][${1 + ((i + 3) % 8)}]`;
    return { text: `${words.join(" ")} ${marks}.`, separator: " " };
  });
}

/** Passages of the guide; of a long one ranking scores 40 sentences. */
function passagesOf(count: number, words: number): Evidence[] {
  const all = guide.split(/(?<=\s)/);
  return Array.from({ length: count }, (_, i) => {
    const text = all.slice(i * words, (i + 1) * words).join("");
    const options = { documentId: `${i}.md`, title: `Passage ${i}` };
    const evidence = someEvidence(text, (_text, position) => 1 / (1 + position), options);
    return { ...evidence, sentences: evidence.sentences.slice(0, 40) };
  });
}

function sourcesOf(count: number, characters: number): CheckedSource[] {
  return Array.from({ length: count }, (_, i) => ({
    title: `Source ${i}`,
    text: guide
      .repeat(1 + Math.ceil(((i + 1) * characters) / guide.length))
      .slice(i * characters, (i + 1) * characters),
  }));
}

/** The text's sentences with marks, as many as fit a checked answer; each cites `each` sources in turn. */
function marked(text: string, sources: number, each = 1): string {
  let result = "";
  for (const [i, { start, end }] of splitSentences(text.slice(0, 60_000)).entries()) {
    const sentence = text.slice(start, end).replace(/[[\]`.]/g, "");
    const marks = Array.from({ length: each }, (_, j) => `[${1 + ((i + j) % sources)}]`).join("");
    const next = `${sentence} ${marks}. `;
    if (result.length + next.length > 20_000) break;
    result += next;
  }
  return result;
}

function repeated(count: number, word: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => word(i)).join(" ");
}

/** "aaa", "aab" ...: names without digits. */
function letters(i: number): string {
  return [i / 676, i / 26, i].map((value) => String.fromCharCode(97 + (Math.floor(value) % 26))).join("");
}
