/** The texts of one input line, as far as cleaning has brought them. The line itself stays in the file. */
export interface Row {
  /** Name of the file. */
  split: string;
  /** From 1. */
  line: number;
  id: string | null;
  /** The field the question was read from, and its text; null where the row has none. */
  questionField: string | null;
  question: string | null;
  answerField: string | null;
  /** Alternatives; one for a field that is no list. Empty: marked as having no answer. Null: missing. */
  answers: string[] | null;
  answerIsList: boolean;
  /** The row says of itself that there is no answer (`answerable: false`). */
  unanswerable: boolean;
  /** Digest of the context fields; empty when there are none. */
  context: string;
  /** A field that is there, but holds no text. */
  wrongType: string | null;
  questionChanged: boolean;
  answersChanged: boolean;
}

export interface Split {
  name: string;
  path: string;
  /** Rows still kept, in the order of the file. */
  rows: Row[];
  /** Whether rows of this file are expected to have an answer. */
  hasAnswers: boolean;
}

/** All texts of a row that cleaning looks at. */
export function rowTexts(row: Row): string[] {
  return [...(row.question === null ? [] : [row.question]), ...(row.answers ?? [])];
}

/** Replaces the texts of a row by what `change` makes of them, and marks what became different. */
export function changeTexts(row: Row, change: (text: string) => string): void {
  if (row.question !== null) {
    const question = change(row.question);
    row.questionChanged ||= question !== row.question;
    row.question = question;
  }
  if (row.answers !== null) {
    const answers = row.answers.map(change);
    row.answersChanged ||= answers.some((answer, i) => answer !== row.answers![i]);
    row.answers = answers;
  }
}
