import { z } from "zod";
import type { AnswerEvent, Answer } from "../domain/answer.js";
import type { Evidence } from "../domain/candidate.js";
import { checkQuestion, MAX_QUESTION_LENGTH } from "../domain/limits.js";
import type { FetchedText } from "../footnote.js";
import { PROFILES, type ProfileName } from "../profiles.js";
import { removeControlCharacters } from "../text/control-characters.js";
import { type AskOutput, type FetchOutput, NOTICE, type SearchOutput } from "./output-schemas.js";

export const MAX_RESULTS = 20;
const DEFAULT_RESULTS = 8;
/** Characters of one `fetch`; what is longer comes in parts. */
export const MAX_FETCHED_LENGTH = 20_000;
const MAX_ID_LENGTH = 2_000;

const query = z.string().max(MAX_QUESTION_LENGTH);
const profile = z.enum(Object.keys(PROFILES) as ProfileName[]).optional();

export const AskInput = {
  question: query.describe("One question, in words."),
  profile: profile.describe("How much work the answer is worth; `balanced` when left out."),
  conversationId: z.string().max(200).optional().describe("Of an earlier answer that this question follows up on."),
};

export const SearchInput = {
  query: query.describe("What to look for, in words."),
  limit: z.int().min(1).max(MAX_RESULTS).default(DEFAULT_RESULTS).describe("How many passages."),
  profile,
};

export const FetchInput = {
  id: z.string().min(1).max(MAX_ID_LENGTH).describe("Of a document or a passage, from `search` or `ask`."),
  offset: z.int().min(0).default(0).describe("Where to go on in a long document: `nextOffset` of the part before."),
};

/** A question as the stages want it. @throws FootnoteError INPUT_EMPTY, INPUT_TOO_LONG */
export function readQuestion(text: string): string {
  const question = removeControlCharacters(text).trim();
  checkQuestion(question);
  return question;
}

export function toAskOutput(answer: Answer): z.infer<typeof AskOutput> {
  const { id, status, text, abstention, confidence, relatedQuestions, degraded, conversationId } = answer;
  return {
    notice: NOTICE,
    answerId: id,
    ...(conversationId !== undefined && { conversationId }),
    ...{ status, text, abstention, confidence },
    claims: answer.claims.map(({ text, citations, verdict, evidence }) => ({
      ...{ text, citations, verdict },
      evidence: evidence.map(({ source, passageId, quote }) => ({ source, passageId, quote })),
    })),
    sources: answer.sources.map(({ number, documentId, title, url, publishedAt, passages }) => ({
      ...{ number, documentId, title, url, publishedAt },
      passageIds: passages.map((passage) => passage.id),
    })),
    ...{ relatedQuestions, degraded },
  };
}

export function toSearchOutput(results: readonly Evidence[]): z.infer<typeof SearchOutput> {
  return {
    notice: NOTICE,
    results: results.map(({ passage, score }) => {
      const { id, title, url, text, documentId, headingPath, page, publishedAt } = passage;
      return { id, title, url, text, documentId, headingPath, page, publishedAt, score };
    }),
  };
}

/** A passage whole, or a part of a document that begins at `offset`, cut at a line or a word where there is one. */
export function toFetchOutput({ document, passage }: FetchedText, offset: number): z.infer<typeof FetchOutput> {
  const { title, url, publishedAt, tags, trust } = document;
  const end = passage ? passage.end : partEnd(document.text, offset);
  const start = passage ? passage.start : offset;
  const isWhole = passage !== null || end >= document.text.length;
  return {
    notice: NOTICE,
    id: passage?.id ?? document.id,
    ...{ title, url, text: document.text.slice(start, end) },
    metadata: {
      ...{ documentId: document.id, publishedAt, tags, trust, start },
      totalLength: document.text.length,
      nextOffset: isWhole ? null : end,
    },
  };
}

function partEnd(text: string, offset: number): number {
  const end = offset + MAX_FETCHED_LENGTH;
  if (end >= text.length) return text.length;
  const part = text.slice(offset, end);
  const cut = Math.max(part.lastIndexOf("\n"), part.lastIndexOf(" "));
  return cut > 0 ? offset + cut + 1 : end;
}

/** What an event says about how far an answer is, for a client that asked to be told. */
export function progressMessage(event: AnswerEvent): string | null {
  switch (event.type) {
    case "query-understood":
      return "Understood the question";
    case "passages-retrieved":
      return `Found ${event.candidates.length} passages`;
    case "passages-ranked":
      return `Kept ${event.evidence.length} passages`;
    case "claim-checked":
      return event.kept ? "Checked a sentence" : "Dropped a sentence";
    default:
      return null;
  }
}
