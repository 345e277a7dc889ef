/**
 * What does a language model make of questions that the rules understand? It is asked about 20 questions of the guide and
 * 10 follow-ups, whether or not the rules are sure; its plan and theirs are searched with. One line of JSON a set.
 * Run: OPENAI_BASE_URL=... FOOTNOTE_MODEL=... node --import tsx scripts/study/model-understanding.ts TIMEOUT_MS [INDEX]
 */
import { createQuestionModel } from "../../src/adapters/openai/question-model.js";
import { createStages, openIndex, openLanguageModel, openModels } from "../../src/compose.js";
import type { DegradedPart } from "../../src/domain/answer.js";
import type { Question, SearchPlan } from "../../src/domain/query.js";
import { unattendedRun } from "../../src/domain/run.js";
import { readConfig } from "../../src/config.js";
import type { ChatModel } from "../../src/ports/chat-model.js";
import { profileSettings } from "../../src/profiles.js";
import { isSure } from "../../src/understanding/is-sure.js";
import { createUnderstandWithModel } from "../../src/understanding/understand-with-model.js";
import { readQuestions } from "../../eval/data/questions.js";
import { collect } from "../../eval/data/rows.js";

interface Asked extends Question {
  gold: Set<string>;
}

const GUIDE = "data/corpus/";
const QUESTIONS = 20;
const FOLLOW_UPS: [first: string, next: string, gold: string][] = [
  ["What is BM25?", "What are its parameters?", "retrieval/bm25.md"],
  ["What is HyDE?", "When does it fail?", "retrieval/query-expansion.md"],
  ["How does a cross-encoder work?", "How slow is it?", "retrieval/cross-encoder-reranking.md"],
  ["How can hallucinations be reduced?", "And how are they measured?", "validation/what-is-a-hallucination.md"],
  ["What is prompt injection?", "How do I defend against it?", "operations/prompt-injection.md"],
  ["What is an A/B test good for?", "When should I not run one?", "evaluation/ab-tests.md"],
  ["What is HNSW?", "How much memory does it need?", "retrieval/hnsw.md"],
  ["What does an answer cost?", "How can I lower that?", "operations/cost.html"],
  ["How should sources be shown?", "Do people click on them?", "product/sources-ux.html"],
  ["What is hybrid search?", "Why can't I just add the scores?", "retrieval/hybrid-fusion.md"],
];

const [timeout = "2000", indexDirectory = ".footnote"] = process.argv.slice(2);
const timeoutMs = Number(timeout);
const config = readConfig(process.env).languageModel;
if (!config) throw new Error("FOOTNOTE_MODEL names no model.");
const language = await openLanguageModel({ ...config, deadlineMs: Math.max(timeoutMs, config.deadlineMs) });
const models = await openModels();
const { index } = openIndex(indexDirectory, models.embedder);

// Ranked without the cross-encoder, and no sentences read: the searches are compared, not the reading.
const balanced = profileSettings("balanced");
const crossEncoder = { ...balanced.ranking.crossEncoder, depth: 0 };
const settings = { ...balanced, ranking: { ...balanced.ranking, crossEncoder, readPassages: 0 } };
const stages = createStages({ index, ...models, language: null }, settings);

let said = "";
const listening: ChatModel = {
  modelId: language.helper.modelId,
  async complete(messages, request) {
    const completion = await language.helper.complete(messages, request);
    said = completion.text;
    return completion;
  },
};
const { interpret } = createQuestionModel(listening);
const understandWithModel = createUnderstandWithModel(interpret, {
  ...settings.understanding,
  model: { enabled: true, skipWhenSure: false, timeoutMs },
});

for (const [name, set] of [
  ["questions", await guideQuestions()],
  ["follow-ups", followUps()],
] as const) {
  const counts = { asked: set.length, sure: 0, answered: 0, inSchema: 0, usable: 0, otherPlan: 0 };
  const inFirstThree = { rules: 0, model: 0 };
  let slowestMs = 0;
  for (const question of set) {
    const byRule = await stages.understand(question, unattendedRun());
    const degraded: DegradedPart[] = [];
    const run = { ...unattendedRun(), degrade: (part: DegradedPart) => void degraded.push(part) };
    said = "";
    const from = performance.now();
    const plan = await understandWithModel(question, run);
    slowestMs = Math.max(slowestMs, performance.now() - from);
    counts.sure += Number(isSure(question, byRule));
    counts.answered += Number(said !== "");
    counts.inSchema += Number(said !== "" && interpret.task.parse(said) !== null);
    counts.usable += Number(degraded.length === 0);
    counts.otherPlan += Number(JSON.stringify(plan) !== JSON.stringify(byRule));
    inFirstThree.rules += Number(await isFound(question, byRule));
    inFirstThree.model += Number(await isFound(question, plan));
  }
  console.log(JSON.stringify({ set: name, timeoutMs, ...counts, inFirstThree, slowestMs: Math.round(slowestMs) }));
}
await models.close();
process.exit();

/** Questions with a gold passage, evenly from the whole file. */
async function guideQuestions(): Promise<Asked[]> {
  const rows = await collect(readQuestions("data/questions/guide.jsonl"));
  const judged = rows.filter(({ answerable, passages }) => answerable && passages.some(({ gold }) => gold));
  const step = Math.floor(judged.length / QUESTIONS);
  return judged
    .filter((_, i) => i % step === 0)
    .slice(0, QUESTIONS)
    .map(({ question: text, passages }) => ({
      ...{ text, history: [] },
      gold: new Set(passages.flatMap(({ id, gold }) => (gold ? [id] : []))),
    }));
}

function followUps(): Asked[] {
  return FOLLOW_UPS.map(([first, text, gold]) => ({
    text,
    history: [
      { role: "user", content: first },
      { role: "assistant", content: "See the documents [1]." },
    ],
    gold: new Set([GUIDE + gold]),
  }));
}

async function isFound({ gold }: Asked, plan: SearchPlan): Promise<boolean> {
  const run = unattendedRun();
  const evidence = await stages.rank(plan, await stages.retrieve(plan, run), run);
  return evidence.slice(0, 3).some(({ passage }) => gold.has(passage.documentId));
}
