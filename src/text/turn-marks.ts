/**
 * Openers of the tokens by which chat templates mark turns and thoughts. Some servers read them in any text, so that a document
 * with one could end our message and begin its own.
 */
const TURN_MARKS = /<(?=\||\/?(?:s|think|start_of_turn|end_of_turn)>)|\[(?=\/?INST\])|<(?=<\/?SYS>)/g;

/** A text for a prompt in which such tokens are broken by a space, and all else is as it was. */
export function withoutTurnMarks(text: string): string {
  return text.replace(TURN_MARKS, "$& ");
}
