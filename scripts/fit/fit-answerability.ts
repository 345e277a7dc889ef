/**
 * Fits src/validation/answerability/answerability-model.v2.json: the probability that the evidence answers the question, and the
 * thresholds of the three strictness levels. Development data only:
 *
 * - questions with their own passage, half of them unanswerable (CLAPNQ);
 * - open questions, once with all passages and once with the gold ones hidden (NQ);
 * - this project's own guide, unanswerable questions included;
 * - the `tune` half of the questions over documentation sets, each with an index of its set.
 *
 * Figures are cross-validated (ten folds over questions); the shipped coefficients are fitted on everything. Writes the
 * risk-coverage curves to eval/results/answerability-curves.json.
 *
 *     npx tsx scripts/fit/fit-answerability.ts --own ../shared/evals/qa/clapnq-dev.jsonl \
 *       --open ../shared/evals/qa/nq-open-dev.jsonl --guide data/questions/guide.jsonl --index .footnote \
 *       --documentation data/questions/documentation-guide.jsonl@.footnote --documentation ...@...
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createStages, openIndex, openModels } from "../../src/compose.js";
import type { Candidate } from "../../src/domain/candidate.js";
import type { PassageIndex } from "../../src/ports/passage-index.js";
import { PROFILES } from "../../src/profiles.js";
import { checkPresuppositions } from "../../src/validation/answerability/presuppositions.js";
import { type AnswerabilitySignals, answerabilitySignals } from "../../src/validation/answerability/signals.js";
import { createClaimChecker } from "../../src/validation/check-claim.js";
import { indexCollection, indexPartOf } from "../../eval/collection-index.js";
import { distinctPassages, type QuestionRow, readQuestions } from "../../eval/data/questions.js";
import { collect } from "../../eval/data/rows.js";
import { calibrationNoise } from "../../eval/metrics/calibration-noise.js";
import { equalMassBins, expectedCalibrationError } from "../../eval/metrics/calibration.js";
import { auroc, balancedAccuracy, confusionAt } from "../../eval/metrics/classification.js";
import { riskCoverageCurve } from "../../eval/metrics/selective.js";
import { withModelCache } from "../../eval/model-cache.js";
import { createProgress } from "../../eval/progress.js";
import { fitLogistic, predictLogistic } from "../../eval/statistics/logistic-regression.js";
import { unattendedRun } from "../../src/domain/run.js";

const OPEN_QUESTIONS = 400;
const FOLDS = 10;
/** The most answerable questions each level may decline, over all sets alike. */
const MAX_FALSE_ABSTENTION = { relaxed: 0.03, normal: 0.08, strict: 0.16 };
/** A question whose gold passages are hidden is often answered by another one: such "unanswerable" rows count less. */
const HIDDEN_GOLD_WEIGHT = 0.25;
/** The guide has a third of the questions of the other sets, and is no one's documents but ours. */
const GUIDE_WEIGHT = 0.35;
/** Each signal speaks for an answer, unknown words against one. */
const SIGNS: Record<keyof AnswerabilitySignals, 1 | -1> = {
  bestSentence: 1, relevance: 1, relevanceGap: 1, cosine: 1, cosineGap: 1, coverage: 1, sentenceCoverage: 1, answerability: 1, sentencesAnswer: 1, missingNames: -1, presupposition: 1, unknownWords: -1, answerType: 1,
}; // prettier-ignore
const NAMES = Object.keys(SIGNS) as (keyof AnswerabilitySignals)[];

const { values: paths } = parseArgs({
  options: {
    own: { type: "string" },
    open: { type: "string" },
    guide: { type: "string" },
    index: { type: "string" },
    documentation: { type: "string", multiple: true, default: [] },
  },
});
const models = withModelCache(await openModels(), ".footnote/eval-cache.sqlite");
const checker = createClaimChecker(models.supportModel);
const progress = createProgress();

interface Example {
  set: string;
  question: string;
  answerable: boolean;
  signals: AnswerabilitySignals;
}

async function signalsFor(
  profile: "balanced" | "fast",
  question: string,
  index: PassageIndex,
  accept: (candidate: Candidate) => boolean = () => true,
): Promise<AnswerabilitySignals> {
  const stages = createStages({ index, ...models }, PROFILES[profile]);
  const run = unattendedRun();
  const plan = await stages.understand({ text: question, history: [] }, run);
  const candidates = (await stages.retrieve(plan, run)).filter(accept);
  const evidence = await stages.rank(plan, candidates, run);
  const presuppositions = await checkPresuppositions(plan.standaloneQuestion, evidence, checker, run.signal);
  const { answerabilityModel } = models;
  return answerabilitySignals(plan, evidence, presuppositions, { index, answerabilityModel }, run);
}

async function examplesFor(profile: "balanced" | "fast"): Promise<Example[]> {
  const examples: Example[] = [];
  const add = async (
    set: string,
    row: QuestionRow,
    answerable: boolean,
    ...rest: [PassageIndex, ((c: Candidate) => boolean)?]
  ) => {
    examples.push({
      set,
      question: row.question,
      answerable,
      signals: await signalsFor(profile, row.question, ...rest),
    });
    progress(`${profile} ${set}`, examples.length, Infinity);
  };

  if (paths.own) {
    const rows = await collect(readQuestions(paths.own));
    const all = await indexCollection(distinctPassages(rows), models.embedder, progress);
    for (const row of rows) {
      await add("own", row, row.answerable, await indexPartOf(all, row.passages, models.embedder));
    }
  }
  if (paths.open) {
    const rows = await collect(readQuestions(paths.open));
    const all = await indexCollection(distinctPassages(rows), models.embedder, progress);
    const stride = Math.ceil(rows.length / OPEN_QUESTIONS);
    for (const row of rows.filter((_, i) => i % stride === 0)) {
      const gold = new Set(row.passages.map((passage) => passage.id));
      await add("open", row, true, all);
      await add("open", row, false, all, ({ passage }) => !gold.has(passage.id));
    }
  }
  if (paths.guide && paths.index) {
    const opened = openIndex(paths.index, models.embedder);
    const rows = await collect(readQuestions(paths.guide));
    // A false presupposition is well answered by a quotation that denies it: neither kind of label fits.
    for (const row of rows.filter(({ kind }) => kind !== "false-presupposition"))
      await add("guide", row, row.answerable, opened.index);
    opened.close();
  }
  for (const documentation of paths.documentation) {
    const [file = "", directory = ""] = documentation.split("@");
    const opened = openIndex(directory, models.embedder);
    const tuneIds = new Set(readSplit(file, "tune"));
    const rows = await collect(readQuestions(file));
    for (const row of rows.filter(({ id }) => tuneIds.has(id))) {
      await add("documentation", row, row.answerable, opened.index);
    }
    opened.close();
  }
  return examples;
}

/** Ids of one half of a file of documentation questions. */
function readSplit(file: string, half: string): string[] {
  const rows = readFileSync(file, "utf8").trim().split("\n");
  return rows
    .map((row) => JSON.parse(row) as { id: string; split: string })
    .filter(({ split }) => split === half)
    .map(({ id }) => id);
}

/** Every set counts alike, and in each both classes. */
function weighted(examples: Example[]) {
  const count = (set: string, answerable: boolean): number =>
    examples.filter((other) => other.set === set && other.answerable === answerable).length;
  return examples.map(({ set, answerable, signals }) => ({
    features: NAMES.map((name) => signals[name]),
    label: answerable,
    weight:
      (examples.length / count(set, answerable) / 6) *
      (set === "guide" ? GUIDE_WEIGHT : set === "open" && !answerable ? HIDDEN_GOLD_WEIGHT : 1),
  }));
}

const fit = (examples: Example[]) => fitLogistic(weighted(examples), { signs: NAMES.map((name) => SIGNS[name]) });

/** Folds go by question: the two versions of an open question never stand on both sides. */
function crossValidate(examples: Example[]): number[] {
  const questions = [...new Set(examples.map((example) => example.question))];
  const fold = new Map(questions.map((question, i) => [question, i % FOLDS]));
  const predictions = new Array<number>(examples.length);
  for (let held = 0; held < FOLDS; held++) {
    const model = fit(examples.filter((example) => fold.get(example.question) !== held));
    examples.forEach(({ question, signals }, i) => {
      if (fold.get(question) === held)
        predictions[i] = predictLogistic(
          model,
          NAMES.map((name) => signals[name]),
        );
    });
  }
  return predictions;
}

const shipped: Record<string, unknown> = {};
const curves: Record<string, unknown> = {};
for (const [name, profile] of [
  ["crossEncoder", "balanced"],
  ["cosine", "fast"],
] as const) {
  const examples = await examplesFor(profile);
  const predictions = crossValidate(examples);
  const answerable = predictions.filter((_, i) => examples[i]!.answerable);
  const perSet = [...new Set(examples.map((example) => example.set))];
  const thresholds = Object.fromEntries(
    Object.entries(MAX_FALSE_ABSTENTION).map(([level, share]) => [
      level,
      quantileOverSets(examples, predictions, share),
    ]),
  );
  console.log(
    `\n${name}: ${examples.length} examples, ${answerable.length} answerable; thresholds ${JSON.stringify(thresholds)}`,
  );
  for (const set of perSet) {
    const rows = examples.flatMap((example, i) =>
      example.set === set ? [{ score: predictions[i]!, positive: example.answerable }] : [],
    );
    const at = (level: string) => {
      const counts = confusionAt(rows, thresholds[level]!);
      const declined = counts.falseNegatives / (counts.falseNegatives + counts.truePositives);
      return `${level} bacc ${balancedAccuracy(counts)!.toFixed(3)} (declines ${declined.toFixed(3)} of the answerable)`;
    };
    const ece = expectedCalibrationError(equalMassBins(rows))!;
    const noise = calibrationNoise(rows)!;
    console.log(
      `  ${set}: AUROC ${auroc(rows)!.toFixed(3)}; ECE ${ece.toFixed(3)} (by chance ${noise.mean.toFixed(3)}, to ${noise.high.toFixed(3)}); ${Object.keys(thresholds).map(at).join("; ")}`,
    );
    curves[`${name}.${set}`] = thin(
      riskCoverageCurve(rows.map(({ score, positive }) => ({ confidence: score, risk: positive ? 0 : 1 }))),
    );
  }
  const model = fit(examples);
  shipped[name] = {
    bias: round(model.bias),
    weights: Object.fromEntries(NAMES.map((signal, i) => [signal, round(model.weights[i]!)])),
    thresholds,
  };
}
const own = (await examplesFor("balanced")).filter(({ set }) => set === "own");
shipped.typical = {
  cosine: round(typical(own, "cosine")),
  cosineGap: 0,
  answerability: round(typical(own, "answerability")),
  sentencesAnswer: round(typical(own, "sentencesAnswer")),
};
writeFileSync("src/validation/answerability/answerability-model.v2.json", `${JSON.stringify(shipped, null, 2)}\n`);
writeFileSync("eval/results/answerability-curves.json", `${JSON.stringify(curves)}\n`);
await models.close();

/** Over questions that come with one passage, half of them answerable by it: what to assume where a model is missing. */
function typical(own: Example[], signal: "cosine" | "answerability" | "sentencesAnswer"): number {
  const meanOf = (answerable: boolean): number => {
    const values = own.filter((example) => example.answerable === answerable).map(({ signals }) => signals[signal]);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return (meanOf(true) + meanOf(false)) / 2;
}

/** The threshold below which, averaged over the sets, this share of the answerable questions falls. */
function quantileOverSets(examples: Example[], predictions: number[], share: number): number {
  const sets = [...new Set(examples.map((example) => example.set))];
  const declined = (threshold: number): number =>
    sets.reduce((sum, set) => {
      const scores = predictions.filter((_, i) => examples[i]!.set === set && examples[i]!.answerable);
      return sum + scores.filter((score) => score < threshold).length / scores.length / sets.length;
    }, 0);
  let threshold = 0;
  while (declined(threshold + 0.01) <= share && threshold < 0.99) threshold += 0.01;
  return Number(threshold.toFixed(2));
}

function thin<T>(points: T[]): T[] {
  const step = Math.max(1, Math.floor(points.length / 60));
  return points.filter((_, i) => i % step === 0 || i === points.length - 1);
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
