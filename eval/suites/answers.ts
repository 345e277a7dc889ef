import { Option } from "commander";
import { openIndex } from "../../src/compose.js";
import type { PassageIndex } from "../../src/ports/passage-index.js";
import { ANSWER_METRICS, answerCurves } from "../answers/answer-metrics.js";
import { type AnswerRow, scoreAnswer } from "../answers/answer-row.js";
import { askIndex } from "../ask-index.js";
import { indexCollection, indexPartOf } from "../collection-index.js";
import { distinctPassages, type QuestionRow, readQuestions } from "../data/questions.js";
import { collect } from "../data/rows.js";
import type { OpenSuite, Suite, SuiteOptions } from "./suite.js";

/** Whole answers: what they say, what they cite, when they abstain. */
export const answersSuite: Suite<AnswerRow> = {
  name: "answers",
  description: "whole answers: what they say, what they cite, when they abstain",
  addOptions: (command) =>
    command
      .addOption(
        new Option("--passages <which>", "search a question's own passages or all of the file").choices(["own", "all"]),
      )
      .option("--index <dir>", "ask this index instead of the passages in the file"),
  metrics: ANSWER_METRICS,
  curves: answerCurves,
  open,
};

async function open(options: SuiteOptions): Promise<OpenSuite<AnswerRow>> {
  const questions = await collect(readQuestions(options.data, options.rows));
  const byId = new Map(questions.map((question) => [question.id, question]));
  const { indexFor, close } = await openPassages(questions, options);
  return {
    items: questions,
    async measure(id) {
      const question = byId.get(id)!;
      const asked = await askIndex(question.question, await indexFor(question), options);
      return { row: await scoreAnswer(question, asked, options), trace: asked.trace };
    },
    close,
  };
}

interface Passages {
  indexFor(question: QuestionRow): Promise<PassageIndex>;
  close(): Promise<void>;
}

/** What may be searched: an index on disk, all passages of the file, or a question's own. */
async function openPassages(questions: QuestionRow[], { models, flags, progress }: SuiteOptions): Promise<Passages> {
  if (typeof flags.index === "string") {
    const opened = openIndex(flags.index, models.embedder);
    return { indexFor: async () => opened.index, close: async () => opened.close() };
  }
  const all = await indexCollection(distinctPassages(questions), models.embedder, progress);
  const close = async (): Promise<void> => undefined;
  if ((flags.passages ?? defaultPassages(questions)) === "all") return { indexFor: async () => all, close };
  return {
    indexFor: ({ passages }) => indexPartOf(all, passages, models.embedder),
    close,
  };
}

/**
 * Where a question comes with nothing but the passages that answer it, giving it those would answer it in advance: all
 * passages are searched. Where its passages may be the wrong ones, they are the task.
 */
function defaultPassages(questions: QuestionRow[]): "own" | "all" {
  const givenAway = questions.every(
    ({ answerable, passages }) => answerable && passages.every((passage) => passage.gold),
  );
  return givenAway ? "all" : "own";
}
