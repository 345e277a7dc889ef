/**
 * What verification adds to a streamed answer: a scripted model writes at 50 tokens a second; each sentence is timed from its
 * last token to its release, and the whole against the model's own time. The engine's models are the real ones.
 *
 *     npx tsx scripts/bench/verified-streaming.ts [--tokens-per-second 50] [--rounds 5]
 */
import { parseArgs } from "node:util";
import { createOpenAiChatModel } from "../../src/adapters/openai/chat-model.js";
import { readPrompt } from "../../src/adapters/openai/read-prompt.js";
import { createExtractiveGenerator } from "../../src/adapters/extractive/extractive-generator.js";
import { openModels } from "../../src/compose.js";
import type { Evidence } from "../../src/domain/candidate.js";
import type { SearchPlan } from "../../src/domain/query.js";
import { unattendedRun } from "../../src/domain/run.js";
import { createModelGenerator } from "../../src/generation/model-generator.js";
import { PROFILES } from "../../src/profiles.js";
import { createValidate } from "../../src/validation/validate.js";
import { scriptedModelServer, tokensOf } from "../../tests/doubles/scripted-model-server.js";
import { someEvidence } from "../../tests/doubles/evidence.js";
import { quantile } from "../../eval/metrics/quantile.js";

const { values } = parseArgs({
  options: { "tokens-per-second": { type: "string", default: "50" }, rounds: { type: "string", default: "5" } },
});
const tokensPerSecond = Number(values["tokens-per-second"]);

const SENTENCES = [
  "The lighthouse at Cape Wrath was built in 1828 by Robert Stevenson [1].",
  "It stands 122 metres above the sea, and its light is seen for 40 kilometres [1].",
  "The station was automated in 1998, when the last keepers left the cape [2].",
  "Visitors reach it by a ferry and a minibus between May and September [2].",
];
const PASSAGES = [
  "The lighthouse at Cape Wrath was built in 1828 by Robert Stevenson. Its tower is 20 metres tall. It stands 122 metres above the sea, and its light can be seen for 40 kilometres.",
  "The station was automated in 1998, when the last keepers left the cape. Visitors reach the lighthouse by a ferry and a minibus, which run between May and September.",
];
const question = "When was the lighthouse at Cape Wrath built?";
const evidence: Evidence[] = PASSAGES.map((text, i) => ({
  ...someEvidence(text, () => 0.9, { documentId: `${i}.md`, title: "Cape Wrath Lighthouse" }),
  ...{ relevance: 8, dense: { rank: i + 1, score: 0.9 } },
}));
const plan: SearchPlan = {
  ...{ question, standaloneQuestion: question, intent: "question", answerType: "time" },
  ...{ subQueries: [question], filters: {} },
};

const server = await scriptedModelServer({ text: SENTENCES.join(" "), tokensPerSecond });
const models = await openModels();
const model = await createOpenAiChatModel({ model: "scripted", baseUrl: server.baseUrl });
const { balanced } = PROFILES;
const generator = createModelGenerator(
  {
    model,
    answerPrompt: readPrompt(balanced.generation.promptVersion),
    repairPrompt: readPrompt("repair.v1"),
    fallback: createExtractiveGenerator(balanced.extraction),
  },
  { ...balanced.generation, contextTokens: 8_192, deadlineMs: 60_000, maxTokens: Infinity },
);
const index = { wordRarity: async (words: string[]) => words.map(() => 3) };

/** Milliseconds until each sentence is there, and until the end. */
async function time(verified: boolean): Promise<{ sentences: number[]; total: number }> {
  const run = unattendedRun();
  const draft = generator.write(plan, evidence, run);
  const sentences: number[] = [];
  const from = performance.now();
  if (verified) {
    const validate = createValidate({ index, ...models }, balanced.validation);
    for await (const event of validate(plan, evidence, draft, run)) {
      if (event.type === "answer-delta") sentences.push(performance.now() - from);
    }
  } else for await (const _ of draft.sentences) sentences.push(performance.now() - from);
  return { sentences, total: performance.now() - from };
}

try {
  await time(true);
  const rounds = Number(values.rounds);
  const plain = [];
  const checked = [];
  for (let round = 0; round < rounds; round++) {
    plain.push(await time(false));
    checked.push(await time(true));
  }
  const median = (numbers: number[]): number =>
    quantile(
      [...numbers].sort((a, b) => a - b),
      0.5,
    )!;
  // A sentence is known to be over when the next one begins: two tokens after its own last.
  let tokens = 0;
  const ends = SENTENCES.map((sentence) => ((tokens += tokensOf(` ${sentence}`).length) / tokensPerSecond) * 1_000);
  console.log(`${tokensPerSecond} tokens a second, ${SENTENCES.length} sentences, ${rounds} rounds; medians`);
  for (const i of SENTENCES.keys()) {
    const [bare, full] = [plain, checked].map((runs) => median(runs.map(({ sentences }) => sentences[i] ?? NaN)));
    console.log(
      `sentence ${i + 1}: last token at ${ends[i]!.toFixed(0)} ms; split ${bare!.toFixed(0)}; verified ${full!.toFixed(0)} (+${(full! - ends[i]!).toFixed(0)} after its last token)`,
    );
  }
  const [bare, full] = [plain, checked].map((runs) => median(runs.map(({ total }) => total)));
  console.log(
    `total: ${bare!.toFixed(0)} ms unverified, ${full!.toFixed(0)} verified (+${((100 * (full! - bare!)) / bare!).toFixed(1)}%)`,
  );
} finally {
  await models.close();
  await server.close();
}
