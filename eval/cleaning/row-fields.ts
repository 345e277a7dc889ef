import { createHash } from "node:crypto";
import { FootnoteError } from "../../src/domain/errors.js";
import type { Row } from "./row.js";
import type { CleaningSettings } from "./settings.js";

export type JsonObject = Record<string, unknown>;

/** Which fields of a file hold the question and the answer. */
export interface FieldRoles {
  question: readonly string[];
  /** Null: the file's rows have no answer. */
  answer: readonly string[] | null;
}

const ID_FIELDS = ["id", "_id", "qid", "query_id", "question_id"];
/** From this share of rows on, a field that was not named counts as part of the file's format. */
const EXPECTED_SHARE = 0.5;

/**
 * What the first rows of a file show. Answers are expected when half of the rows have them. Where no row has a question,
 * the one text there is takes its part, as in a file of responses.
 * @throws FootnoteError DATA_INVALID when no row has any of the fields
 */
export function findFieldRoles(path: string, sample: readonly JsonObject[], settings: CleaningSettings): FieldRoles {
  const { questionFields, answerFields, fieldsNamed } = settings;
  const share = (fields: readonly string[]): number =>
    sample.filter((row) => presentField(row, fields)).length / sample.length;

  const questionShare = share(questionFields);
  const answerShare = answerFields ? share(answerFields) : 0;
  if (questionShare === 0 && (fieldsNamed || answerShare === 0)) {
    const seen = [...new Set(sample.flatMap((row) => Object.keys(row)))].slice(0, 12).join(", ");
    throw new FootnoteError("DATA_INVALID", `${path} has no field ${questionFields.join(", ")}; it has: ${seen}.`, {
      hint: "Name the fields with --fields QUESTION,ANSWER; a|b means a, or b where a row has no a.",
    });
  }
  if (questionShare === 0) return { question: answerFields!, answer: null };
  const expectAnswer = answerFields && (fieldsNamed || answerShare >= EXPECTED_SHARE);
  return { question: questionFields, answer: expectAnswer ? answerFields : null };
}

/** The texts of one parsed line. */
export function toRow(
  value: JsonObject,
  roles: FieldRoles,
  place: { split: string; line: number },
  contextFields: readonly string[],
): Row {
  const questionField = presentField(value, roles.question);
  const answerField = roles.answer && presentField(value, roles.answer);
  const question = questionField === null ? null : toText(value[questionField]);
  const answerValue = answerField === null ? undefined : value[answerField];
  const answers = answerField === null ? null : toTexts(answerValue);
  const wrongField =
    questionField !== null && question === null ? questionField : answerField !== null && !answers ? answerField : null;
  return {
    ...place,
    id: toText(value[ID_FIELDS.find((field) => toText(value[field]) !== null) ?? ""]),
    questionField,
    question,
    answerField,
    answers,
    answerIsList: Array.isArray(answerValue),
    unanswerable: value.answerable === false || value.is_impossible === true,
    context: contextDigest(value, contextFields),
    wrongType: wrongField,
    questionChanged: false,
    answersChanged: false,
  };
}

function presentField(value: JsonObject, fields: readonly string[]): string | null {
  return fields.find((field) => Object.hasOwn(value, field) && value[field] !== null) ?? null;
}

function toText(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

function toTexts(value: unknown): string[] | null {
  if (!Array.isArray(value)) {
    const text = toText(value);
    return text === null ? null : [text];
  }
  const texts = value.map(toText);
  return texts.includes(null) ? null : (texts as string[]);
}

function contextDigest(value: JsonObject, fields: readonly string[]): string {
  const present = fields.filter((field) => Object.hasOwn(value, field));
  if (present.length === 0) return "";
  const content = JSON.stringify(present.map((field) => [field, value[field]]));
  return createHash("sha256").update(content).digest("base64").slice(0, 16);
}
