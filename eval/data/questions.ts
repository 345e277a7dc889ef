import { z } from "zod";
import { readRows, type RowOptions } from "./rows.js";

const questionPassage = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  /** Proves the answer. */
  gold: z.boolean().optional(),
  /** What the passage does in a set with planted conflicts. */
  type: z.enum(["correct", "misinfo", "noise"]).optional(),
  /** The answer this passage gives, right or wrong. */
  answer: z.string().optional(),
  /** `text`, cut by its annotators. */
  sentences: z.array(z.string()).optional(),
});

const questionRow = z.object({
  id: z.string(),
  question: z.string(),
  /** Alternatives: any one of them is the answer. Empty for most unanswerable questions. */
  answers: z.array(z.string()),
  /** One list a fact, all facts wanted; in the list, ways to say it, any one of which counts. */
  keyFacts: z.array(z.array(z.string()).nonempty()).optional(),
  passages: z.array(questionPassage),
  /** Do the passages answer the question? */
  answerable: z.boolean(),
  /** One list an annotator. */
  goldSentences: z.array(z.array(z.string())).optional(),
  wrongAnswers: z.array(z.string()).optional(),
  /** What sort of question it is, for reports by slice. */
  kind: z.string().optional(),
  /** What the documents say in place of a false presupposition; null when they say nothing. */
  correction: z.string().nullable().optional(),
  /** Thresholds are chosen on `tune`; `test` is kept for the result. */
  split: z.enum(["tune", "test"]).optional(),
});

/** The short form, with one `passage`, as the long one. */
function withPassages(row: unknown): unknown {
  if (typeof row !== "object" || row === null || !("passage" in row)) return row;
  const { title = "", passage: text, goldSentences, ...question } = row as Record<string, unknown>;
  return {
    answers: [],
    ...question,
    passages: [{ id: `${String(question.id)}#0`, title, text, gold: question.answerable === true }],
    ...(goldSentences ? { goldSentences: [goldSentences] } : {}),
  };
}

/** A question with its passages and what a right answer holds. */
export type QuestionRow = z.infer<typeof questionRow>;
export type QuestionPassage = z.infer<typeof questionPassage>;

/** Rows of a question file. @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, DATA_INVALID */
export const readQuestions = (path: string, options?: RowOptions): AsyncGenerator<QuestionRow> =>
  readRows<QuestionRow>(path, z.preprocess(withPassages, questionRow), options);

/** The passages of all questions, each once. */
export function distinctPassages(questions: readonly QuestionRow[]): QuestionPassage[] {
  const passages = questions.flatMap((question) => question.passages);
  return [...new Map(passages.map((passage) => [passage.id, passage])).values()];
}
