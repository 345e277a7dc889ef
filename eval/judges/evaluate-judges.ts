import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { ChatModel } from "../../src/ports/chat-model.js";
import { type ClaimRow, readClaims } from "../data/claims.js";
import { readLines } from "../data/lines.js";
import { collect } from "../data/rows.js";
import { seededRandom } from "../statistics/random.js";
import { BUILT_IN_FITTED_ON, createBuiltInJudge } from "./built-in-judge.js";
import { type Comparison, readComparisons } from "./comparisons.js";
import { createLexicalJudge } from "./lexical-judge.js";
import { createLlmJudge } from "./llm-judge.js";
import { measurePeople, type PeopleAgreement } from "./measure-agreement.js";
import { measureAnswerMetrics, measurePairwise, type PairsMeasurement } from "./measure-pairs.js";
import { type MeasureOptions, measureSupport, type SupportMeasurement } from "./measure-support.js";
import { createPairwiseJudge, CRITERIA, type Criterion } from "./pairwise-judge.js";

export interface JudgeEvaluation {
  claims: ClaimsResult[];
  comparisons: ComparisonsResult[];
}

interface DataSet {
  /** File name without its ending. */
  data: string;
  /** First 16 hex digits of the file's SHA-256. */
  dataHash: string;
}

export interface ClaimsResult extends DataSet {
  /** Whether the built-in judge was fitted on this set, so that its figures flatter. */
  builtInFittedHere: boolean;
  judges: SupportMeasurement[];
}

export interface ComparisonsResult extends DataSet {
  people: Record<Criterion, PeopleAgreement>;
  judges: PairsMeasurement[];
}

export interface EvaluateOptions extends MeasureOptions {
  /** Rows of each file, drawn by the seed: files are sorted by label or source. All when undefined. */
  limit?: number;
  /** Also measure a judge that is this model; `constrained` as in AskOptions. */
  llm?: { model: ChatModel; constrained: boolean };
}

/** Measures the judges on each file, of claims (JSONL) or of comparisons (a JSON array). @throws FootnoteError */
export async function evaluateJudges(paths: readonly string[], options: EvaluateOptions): Promise<JudgeEvaluation> {
  const result: JudgeEvaluation = { claims: [], comparisons: [] };
  for (const path of paths) {
    if (await isArray(path)) {
      const comparisons = draw(await readComparisons(path), options);
      result.comparisons.push({ ...describe(path), ...(await onComparisons(comparisons, options)) });
    } else {
      const claims = draw(await collect(readClaims(path)), options);
      const set = describe(path);
      const builtInFittedHere = BUILT_IN_FITTED_ON.includes(set.data);
      result.claims.push({ ...set, builtInFittedHere, judges: await onClaims(claims, options) });
    }
  }
  return result;
}

async function onClaims(claims: readonly ClaimRow[], options: EvaluateOptions): Promise<SupportMeasurement[]> {
  const { llm } = options;
  const measured = [
    await measureSupport(createBuiltInJudge(), claims, options),
    await measureSupport(createLexicalJudge(), claims, options),
  ];
  if (llm) measured.push(await measureSupport(createLlmJudge(llm.model, llm), claims, options));
  return measured;
}

async function onComparisons(comparisons: readonly Comparison[], options: EvaluateOptions) {
  const { llm } = options;
  const judges = await measureAnswerMetrics(createBuiltInJudge(), comparisons, options);
  if (llm) judges.push(await measurePairwise(createPairwiseJudge(llm.model, llm), comparisons, options));
  const people = CRITERIA.map((criterion) => [criterion, measurePeople(comparisons, criterion, options)] as const);
  return { people: Object.fromEntries(people) as ComparisonsResult["people"], judges };
}

async function isArray(path: string): Promise<boolean> {
  for await (const { text } of readLines(path)) return text.trimStart().startsWith("[");
  return false;
}

function describe(path: string): DataSet {
  const hash = createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 16);
  return { data: basename(path).replace(/\.\w+$/, ""), dataHash: hash };
}

/** `limit` of the rows without replacement (Fisher and Yates), in the order of the draw. */
function draw<Row>(rows: readonly Row[], { limit = Infinity, seed }: EvaluateOptions): Row[] {
  if (rows.length <= limit) return [...rows];
  const random = seededRandom(seed);
  const left = [...rows];
  return Array.from({ length: limit }, () => left.splice(Math.floor(random() * left.length), 1)[0]!);
}
