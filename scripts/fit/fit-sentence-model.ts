/**
 * Fits src/ranking/sentence-model.v1.json: how likely a sentence is part of the answer, from its signals. The weights
 * are fitted within questions (signals less their mean over the question's sentences, questions with a right sentence
 * only), because they are there to choose among the sentences of one question; the bias is fitted afterwards, over all.
 * Development data only, each set counting alike:
 *
 * - questions with annotated answer sentences, read in their own passage, unanswerable ones included (CLAPNQ);
 * - questions with short answers, read in the passages a search finds; right are the gold passage's sentences that hold
 *   the answer (NQ);
 * - the guide's questions, read in the passages a search finds; right are the sentences quoted as gold.
 *
 *     npx tsx scripts/fit/fit-sentence-model.ts --own ../shared/evals/qa/clapnq-dev.jsonl \
 *       --open ../shared/evals/qa/nq-open-dev.jsonl --guide data/questions/guide.jsonl --index .footnote
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createStages, openIndex, openModels } from "../../src/compose.js";
import { logistic } from "../../src/domain/logistic.js";
import type { PassageIndex } from "../../src/ports/passage-index.js";
import { PROFILES } from "../../src/profiles.js";
import { readSentences, type SentenceSignals } from "../../src/ranking/sentence-signals.js";
import { indexCollection, indexPartOf } from "../../eval/collection-index.js";
import { distinctPassages, type QuestionRow, readQuestions } from "../../eval/data/questions.js";
import { collect } from "../../eval/data/rows.js";
import { answerRecall } from "../../eval/metrics/answers.js";
import { sameSentence } from "../../eval/metrics/citations.js";
import { withModelCache } from "../../eval/model-cache.js";
import { createProgress } from "../../eval/progress.js";
import { fitLogistic } from "../../eval/statistics/logistic-regression.js";
import { unattendedRun } from "../../src/domain/run.js";

const OPEN_QUESTIONS = 400;
const NAMES = ["relevance", "cosine", "coverage", "passage"] as const;

const { values: paths } = parseArgs({
  options: { own: { type: "string" }, open: { type: "string" }, guide: { type: "string" }, index: { type: "string" } },
});
const models = withModelCache(await openModels(), ".footnote/eval-cache.sqlite");
const progress = createProgress();
const run = unattendedRun();

interface LabelledSentence {
  set: string;
  question: string;
  signals: SentenceSignals;
  label: boolean;
}
const examples: LabelledSentence[] = [];

async function addQuestion(
  set: string,
  row: QuestionRow,
  index: PassageIndex,
  isRight: (sentence: string, documentId: string) => boolean,
): Promise<void> {
  const { ranking } = PROFILES.balanced;
  const stages = createStages({ index, ...models }, PROFILES.balanced);
  const plan = await stages.understand({ text: row.question, history: [] }, run);
  const evidence = (await stages.rank(plan, await stages.retrieve(plan, run), run)).slice(0, ranking.readPassages);
  const options = { crossEncoderSignal: run.signal, run };
  const read = await readSentences(plan.standaloneQuestion, evidence, { index, ...models }, options);
  evidence.forEach(({ passage }, i) => {
    for (const { text, signals } of read[i]!) {
      examples.push({ set, question: row.id, signals, label: row.answerable && isRight(text, passage.documentId) });
    }
  });
  progress(set, examples.length, Infinity);
}

if (paths.own) {
  const rows = await collect(readQuestions(paths.own));
  const all = await indexCollection(distinctPassages(rows), models.embedder, progress);
  for (const row of rows) {
    const index = await indexPartOf(all, row.passages, models.embedder);
    const gold = row.goldSentences?.flat() ?? [];
    await addQuestion("own", row, index, (sentence) => gold.some((other) => sameSentence(sentence, other)));
  }
}
if (paths.open) {
  const rows = await collect(readQuestions(paths.open));
  const index = await indexCollection(distinctPassages(rows), models.embedder, progress);
  const stride = Math.ceil(rows.length / OPEN_QUESTIONS);
  for (const row of rows.filter((_, i) => i % stride === 0)) {
    const gold = new Set(row.passages.filter((passage) => passage.gold).map((passage) => passage.id));
    await addQuestion(
      "open",
      row,
      index,
      (text, id) => gold.has(id) && answerRecall(text, { answers: row.answers }) === 1,
    );
  }
}
if (paths.guide && paths.index) {
  const opened = openIndex(paths.index, models.embedder);
  for (const row of await collect(readQuestions(paths.guide))) {
    const gold = row.passages.map((passage) => passage.text);
    await addQuestion("guide", row, opened.index, (sentence) => gold.some((other) => sameSentence(sentence, other)));
  }
  opened.close();
}

const sets = [...new Set(examples.map((example) => example.set))];
const questions = new Map<string, LabelledSentence[]>();
for (const example of examples) {
  const key = `${example.set} ${example.question}`;
  questions.set(key, [...(questions.get(key) ?? []), example]);
}
const size = (set: string): number => examples.filter((example) => example.set === set).length;
const shipped: Record<string, unknown> = {};
for (const [name, withRelevance] of [
  ["crossEncoder", true],
  ["cosine", false],
] as const) {
  const features = ({ signals }: LabelledSentence): number[] =>
    NAMES.map((key) => (key === "relevance" && !withRelevance ? 0 : (signals[key] ?? 0)));
  const weightOf = ({ set }: LabelledSentence): number => examples.length / sets.length / size(set);

  const centred = [...questions.values()].flatMap((sentences) => {
    if (!sentences.some((sentence) => sentence.label)) return [];
    const means = NAMES.map((_, i) => sentences.reduce((sum, each) => sum + features(each)[i]!, 0) / sentences.length);
    return sentences.map((each) => ({
      features: features(each).map((value, i) => value - means[i]!),
      label: each.label,
      weight: weightOf(each),
    }));
  });
  const { weights } = fitLogistic(centred, { signs: [1, 1, 1, 1] });
  const logit = (example: LabelledSentence): number =>
    features(example).reduce((sum, value, i) => sum + value * weights[i]!, 0);
  const { bias } = fitBias(examples.map((each) => ({ logit: logit(each), label: each.label, weight: weightOf(each) })));

  for (const set of sets) {
    const ranked = [...questions.values()]
      .filter((sentences) => sentences[0]!.set === set && sentences.some((sentence) => sentence.label))
      .map((sentences) => sentences.toSorted((a, b) => logit(b) - logit(a)));
    const first = ranked.filter(([best]) => best!.label).length / ranked.length;
    console.log(
      `${name}, ${set}: of ${ranked.length} questions, the best sentence is a right one in ${first.toFixed(3)}`,
    );
  }
  const round = (value: number): number => Number(value.toFixed(4));
  shipped[name] = {
    bias: round(bias),
    weights: Object.fromEntries(NAMES.map((key, i) => [key, round(weights[i]!)])),
  };
}
const cosines = examples.map(({ signals }) => signals.cosine!).sort((a, b) => a - b);
shipped.typicalCosine = Number(cosines[Math.floor(cosines.length / 2)]!.toFixed(3));
writeFileSync("src/ranking/sentence-model.v1.json", `${JSON.stringify(shipped, null, 2)}\n`);
await models.close();

/** The bias at which the mean probability is the share of right sentences, by bisection. */
function fitBias(rows: { logit: number; label: boolean; weight: number }[]): { bias: number } {
  const surplus = (bias: number): number =>
    rows.reduce((sum, { logit, label, weight }) => sum + weight * (logistic(logit + bias) - Number(label)), 0);
  let [low, high] = [-50, 50];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (surplus(middle) > 0) high = middle;
    else low = middle;
  }
  return { bias: low };
}
