import type { Question, SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import type { CorrectedText } from "./correct-spelling.js";
import { MAX_TURN_LENGTH } from "./read-limits.js";

export interface SpellingSettings {
  /** Whether words that no document and no dictionary holds are read as the nearest word of the documents. */
  correctSpelling: boolean;
}

type Understand = (question: Question, run: Run) => Promise<SearchPlan>;

/** Turns before these have little to do with the question. */
const MAX_TURNS = 4;

/** The understanding stage over corrected words: of the question, and of the user's last turns, which it may lean on. */
export function createUnderstandCorrected(
  understand: Understand,
  correctSpelling: (text: string) => Promise<CorrectedText>,
): Understand {
  return async function understandCorrected(question, run) {
    const { text, corrections } = await correctSpelling(question.text);
    const firstRead = question.history.length - MAX_TURNS;
    const history = await Promise.all(
      question.history.map(async (turn, i) => {
        if (turn.role !== "user" || i < firstRead) return turn;
        const end = readEnd(turn.content);
        return { ...turn, content: (await correctSpelling(turn.content.slice(0, end))).text + turn.content.slice(end) };
      }),
    );
    const plan = await understand({ ...question, text, history }, run);
    if (corrections.length === 0) return plan;
    return { ...plan, question: question.text, corrections };
  };
}

/** Where the part of a turn ends that is read; between two words. */
function readEnd(content: string): number {
  return content.length > MAX_TURN_LENGTH ? Math.max(0, content.lastIndexOf(" ", MAX_TURN_LENGTH)) : content.length;
}
