import { z } from "zod";
import { FootnoteError } from "../../src/domain/errors.js";
import { readLines } from "../data/lines.js";
import { collect } from "../data/rows.js";
import { type AnswerPair, CRITERIA, type Criterion } from "./pairwise-judge.js";

const label = z.number().int().min(-2).max(2);
const response = z.object({ response: z.string() });
const fileSchema = z.array(
  z.object({
    instance_id: z.number().int(),
    dataset: z.string(),
    query: z.string(),
    gt_answer: z.string(),
    model1: response,
    model2: response,
    correctness_label: label,
    completeness_label: label,
    overall_label: label,
  }),
);
type Row = z.infer<typeof fileSchema>[number];

/** Two answers that two people compared. */
export interface Comparison extends AnswerPair {
  id: number;
  source: string;
  /** By criterion, one label a person: -2 the first answer is much better .. 2 the second is; 0 neither. */
  labels: Record<Criterion, readonly [number, number]>;
}

/**
 * Comparisons of RAGChecker's meta-evaluation (Ru et al., 2024): one JSON array, each pair twice, once a rater. Which
 * rater is listed first means nothing that the data set tells. Labels are read as there: positive for the second answer.
 * @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, DATA_INVALID
 */
export async function readComparisons(path: string): Promise<Comparison[]> {
  const text = (await collect(readLines(path))).map((line) => line.text).join("\n");
  const parsed = fileSchema.safeParse(parseJson(path, text));
  if (!parsed.success) {
    const { path: field, message } = parsed.error.issues[0]!;
    throw new FootnoteError("DATA_INVALID", `${path}: ${field.length > 0 ? `row ${field.join(".")}: ` : ""}${message}`);
  }
  const byPair = new Map<number, Row[]>();
  for (const row of parsed.data) byPair.set(row.instance_id, [...(byPair.get(row.instance_id) ?? []), row]);
  if (byPair.size === 0) throw new FootnoteError("DATA_INVALID", `${path} has no rows.`);
  return Array.from(byPair.values(), (rows) => toComparison(path, rows));
}

function toComparison(path: string, rows: Row[]): Comparison {
  const [one, other] = rows;
  const content = (row: Row) => JSON.stringify([row.query, row.gt_answer, row.model1.response, row.model2.response]);
  if (!one || !other || rows.length !== 2 || content(one) !== content(other)) {
    throw new FootnoteError("DATA_INVALID", `${path}: instance ${one?.instance_id} is not one pair with two raters.`);
  }
  const labels = CRITERIA.map((criterion) => [criterion, [one[`${criterion}_label`], other[`${criterion}_label`]]]);
  return {
    id: one.instance_id,
    source: one.dataset,
    question: one.query,
    reference: one.gt_answer,
    answers: [one.model1.response, one.model2.response],
    labels: Object.fromEntries(labels) as Comparison["labels"],
  };
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FootnoteError("DATA_INVALID", `${path} is not JSON.`, { cause });
  }
}
