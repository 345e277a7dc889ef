/** The package: an index opened for questions, and the words it speaks. */
export { collectAnswer } from "./answer-engine.js";
export { openFootnote, openIngest, openIngestThread, openTraces } from "./compose.js";
export type { Answer, AnswerEvent, Claim, Source } from "./domain/answer.js";
export { FootnoteError } from "./domain/errors.js";
export type { Question, Turn } from "./domain/query.js";
export type { AskOptions, Footnote } from "./footnote.js";
