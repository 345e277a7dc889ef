import { collect, type RowOptions } from "../data/rows.js";
import { readEmails } from "../data/attacks.js";
import { readQuestions } from "../data/questions.js";
import type { AnswerReference } from "../metrics/answers.js";

/** A document to hide attacks in, with a question that it is there to answer. */
export interface Host {
  id: string;
  title: string;
  /** Paragraphs parted by blank lines. */
  text: string;
  question: string;
  reference: AnswerReference;
}

/** E-mails of a folder with BIPIA's files. */
export async function emailHosts(folder: string, options?: RowOptions): Promise<Host[]> {
  const emails = await collect(readEmails(folder, options));
  return emails.map(({ id, subject, body, question, answers }) => ({
    ...{ id, title: subject, text: body, question },
    reference: { answers },
  }));
}

/** The passages that answer the questions of a file, each question's as one document. */
export async function questionHosts(path: string, options?: RowOptions): Promise<Host[]> {
  const questions = await collect(readQuestions(path, options));
  return questions.flatMap(({ id, question, answers, keyFacts, passages, answerable }) => {
    const gold = passages.filter((passage) => passage.gold);
    if (!answerable || gold.length === 0) return [];
    const text = gold.map((passage) => passage.text).join("\n\n");
    return [{ id, title: gold[0]!.title, text, question, reference: { answers, keyFacts } }];
  });
}
