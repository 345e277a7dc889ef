import { isShortAnswer, isYesOrNo } from "../metrics/answer-text.js";
import { distinctPassages, readQuestions } from "./questions.js";
import type { RetrievalSet } from "./retrieval-set.js";
import { collect, type RowOptions } from "./rows.js";

/**
 * A question file as a test collection: all its passages are the documents, the gold ones of a question are relevant to
 * it. Questions without a gold passage are left out.
 * @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, DATA_INVALID
 */
export async function openQuestionSet(path: string, options?: RowOptions): Promise<RetrievalSet> {
  const questions = await collect(readQuestions(path, options));
  const queries = questions.flatMap(({ id, question, answerable, passages, answers }) => {
    const relevance = new Map(passages.filter(({ gold }) => gold).map((passage) => [passage.id, 1]));
    const short = answers.filter((answer) => isShortAnswer(answer) && !isYesOrNo(answer));
    return answerable && relevance.size > 0 ? [{ id, text: question, relevance, answers: short }] : [];
  });
  return {
    queries,
    async *documents() {
      yield* distinctPassages(questions).map(({ id, title, text }) => ({ id, title, text }));
    },
  };
}
