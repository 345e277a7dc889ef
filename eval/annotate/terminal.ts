import { FootnoteError } from "../../src/domain/errors.js";
import { removeControlCharacters } from "../../src/text/control-characters.js";
import { type Judgement, MAX_COMMENT_LENGTH, type Rating } from "./annotation.js";
import { openLines, type TerminalStreams } from "./line-input.js";
import type { AnnotationSession } from "./session.js";
import { formatClaim, formatQuestion, formatSource, type TextStyle, wrap } from "./terminal-text.js";

const RATING_KEYS: Record<string, Rating> = { 1: "supported", 2: "partial", 3: "not", 0: "cannot-tell" };
const KEYS = "Also: b back, s skip, m more passages, ? guide, q quit. Every answer is kept at once.";
const GUIDE = [
  "Judge each claim by the passages it cites and nothing else, not by what you know.",
  "1 supported: the passages say all of it, in any words.",
  "2 partial: they say some of it; a detail, number, name or condition is not there.",
  "3 not: they do not say it, or say otherwise.",
  "0 cannot tell: the claim or the passage cannot be understood, or the claim says nothing that can be checked.",
  "Helpful, 1 to 5: would it have served you, had you asked? 1 useless, 3 half of what was wanted, 5 all of it.",
];

/** Where a rater stands: claims come first, then helpfulness, then the comment. */
interface Place {
  position: number;
  step: number;
}

/**
 * Asks for ratings line by line until all is rated, the rater quits or the input ends. Works with piped input.
 * @throws FootnoteError INPUT_EMPTY when the input is no terminal and holds nothing
 */
export async function annotateInTerminal(session: AnnotationSession, streams: TerminalStreams): Promise<void> {
  const { output } = streams;
  const style: TextStyle = {
    color: Boolean(output.isTTY) && !process.env.NO_COLOR,
    // A terminal that does not tell its size says 0.
    width: Math.min(Math.max(output.columns || 100, 40), 100),
  };
  const print = (text: string): void => void output.write(`${text}\n`);
  const lines = openLines(streams);
  let asked = 0;
  let shown: Place | null = null;
  let place = placeAt(session, session.next(-1));
  try {
    while (place !== null) {
      const task = session.tasks[place.position]!;
      if (shown?.position !== place.position) {
        print(`\n${formatQuestion(task, describePlace(session, place.position), style)}\n`);
        if (shown === null) print(`${KEYS}\n`);
      }
      if (shown !== place && place.step < task.claims.length) print(`${formatClaim(task, place.step, style)}\n`);
      shown = place;
      const line = await lines.ask(promptFor(session, place));
      if (line === null && asked === 0 && !streams.input.isTTY) throw noInput();
      if (line === null || line === "q") break;
      asked++;
      place = answerStep(session, place, line, print, style);
    }
  } finally {
    lines.close();
  }
  print(`\n${describeEnd(session, place === null)}`);
}

/** What a line does at a step, and where to go on: the same place where it says nothing that can be kept. */
function answerStep(
  session: AnnotationSession,
  place: Place,
  line: string,
  print: (text: string) => void,
  style: TextStyle,
): Place | null {
  const { position, step } = place;
  const task = session.tasks[position]!;
  const judgement = session.judgement(position);
  const save = (change: Partial<Judgement>): void =>
    session.save(position, { ...judgement, skipped: false, ...change });
  const refuse = (message: string): Place => (print(message), place);
  const forward: Place = { position, step: step + 1 };

  if (line === "b") return stepBack(session, place) ?? refuse("This is the first question.");
  if (line === "s") {
    save({ skipped: true });
    return placeAt(session, session.next(position));
  }
  if (line === "?") return refuse(GUIDE.flatMap((rule) => wrap(rule, style.width)).join("\n"));
  if (line === "m") {
    const sources = task.claims[step]?.sources ?? task.sources;
    return refuse(sources.map((source) => formatSource(source, style)).join("\n\n") || "There are no more passages.");
  }

  if (step < task.claims.length) {
    if (line === "" && judgement.ratings[step]) return forward;
    const rating = RATING_KEYS[line];
    if (!rating) return refuse("Type 1 supported, 2 partial, 3 not or 0 cannot tell, then Enter.");
    save({ ratings: judgement.ratings.with(step, rating) });
    return forward;
  }
  if (step === task.claims.length) {
    if (line === "" && judgement.helpful !== null) return forward;
    if (!/^[1-5]$/.test(line)) return refuse("Type a number from 1 (useless) to 5 (all that was wanted), then Enter.");
    save({ helpful: Number(line) });
    return forward;
  }
  if (line === "-") save({ comment: "" });
  else if (line) save({ comment: removeControlCharacters(line).slice(0, MAX_COMMENT_LENGTH) });
  return placeAt(session, session.next(position));
}

/** The first step of a question that has not been answered; its first step when all have been. */
function placeAt(session: AnnotationSession, position: number | null): Place | null {
  if (position === null) return null;
  const { ratings, helpful } = session.judgement(position);
  const open = ratings.indexOf(null);
  if (open >= 0) return { position, step: open };
  return { position, step: helpful === null ? ratings.length : 0 };
}

function stepBack({ tasks }: AnnotationSession, { position, step }: Place): Place | null {
  if (step > 0) return { position, step: step - 1 };
  return position > 0 ? { position: position - 1, step: tasks[position - 1]!.claims.length } : null;
}

function promptFor(session: AnnotationSession, { position, step }: Place): string {
  const { ratings, helpful, comment } = session.judgement(position);
  if (step < ratings.length) return `1 supported  2 partial  3 not  0 cannot tell${kept(ratings[step])} > `;
  if (step === ratings.length) return `Helpful, 1 to 5${kept(helpful)} > `;
  return `Comment, or Enter${kept(comment, "; - removes it")} > `;
}

function kept(value: string | number | null | undefined, more = ""): string {
  return value ? ` (Enter keeps: ${value}${more})` : "";
}

function describePlace(session: AnnotationSession, position: number): string {
  const { rated, total } = session.progress();
  return `Question ${position + 1} of ${total}, ${rated} rated`;
}

function describeEnd(session: AnnotationSession, done: boolean): string {
  const { rated, skipped, total } = session.progress();
  const counts = `${rated} of ${total} questions rated${skipped ? `, ${skipped} skipped` : ""}.`;
  if (done && skipped === 0) return `${counts} Thank you: all is done.`;
  return `${counts} The same command goes on ${done ? "with the skipped ones" : "from here"}.`;
}

function noInput(): FootnoteError {
  return new FootnoteError("INPUT_EMPTY", "Standard input is empty and no terminal: no rating was read.", {
    hint: "Run it in a terminal, pipe in one answer a line, or use --web for the page.",
  });
}
