import { z } from "zod";
import { FootnoteError } from "../domain/errors.js";
import { cleanTitle, extract } from "./extract.js";
import { type ExtractedDocument, titleFromPath } from "./extracted-document.js";
import { normalizeDate } from "./normalize-date.js";
import { splitTags } from "./source-metadata.js";
import type { SourceDocument, SourceFailure } from "./source-documents.js";

const MAX_LINE_LENGTH = 1_000_000;
const MAX_LINES = 100_000;
const MAX_ID_LENGTH = 200;
/** Beyond so many, the malformed lines of a file are counted, not listed. */
const MAX_LISTED_FAILURES = 10;

const optionalText = z.string().optional().catch(undefined);

/** Fields of a line. What is optional and has another type is passed over. */
const recordSchema = z
  .object(
    {
      id: z
        .union([z.string().trim().min(1).max(MAX_ID_LENGTH), z.number()], "its id is neither a short text nor a number")
        // Ids are shown on terminals and pages.
        .refine((id) => !/[\p{Cc}\p{Cs}]/u.test(String(id)), "its id has control characters")
        .nullish(),
      title: optionalText,
      text: optionalText,
      content: optionalText,
      body: optionalText,
      url: optionalText,
      publishedAt: optionalText,
      date: optionalText,
      tags: z
        .union([z.array(z.string()), z.string().transform(splitTags)])
        .optional()
        .catch(undefined),
      trust: optionalText,
    },
    "it is no object",
  )
  .transform(({ text, content, body, ...record }) => ({ ...record, text: text ?? content ?? body ?? "" }))
  .refine(({ text }) => text.trim(), "it has no text, content or body");

type DocumentRecord = z.infer<typeof recordSchema>;

/**
 * Documents of a JSONL file, one a line: `{ "id", "title", "text" | "content" | "body", "url", "publishedAt" | "date",
 * "tags", "trust" }`, of which only the text is required. A document's id is `<file>#<id>`, or `<file>#<line>` without one. Lines that are
 * malformed, or repeat an id, are failures; blank ones are passed over.
 */
export function* readRecords(text: string, fileId: string): Generator<SourceDocument | SourceFailure> {
  const ids = new Set<string>();
  let failures = 0;
  let number = 0;
  for (const line of linesOf(text)) {
    if (++number > MAX_LINES) {
      const message = `${fileId} has more than ${MAX_LINES.toLocaleString("en")} lines; the rest is left out.`;
      yield { id: `${fileId}#${number}`, error: new FootnoteError("FILE_TOO_LARGE", message) };
      break;
    }
    if (!line.trim()) continue;
    const record = parseRecord(line);
    const id = `${fileId}#${typeof record === "string" ? number : (record.id ?? number)}`;
    const reason = typeof record === "string" ? record : ids.has(id) ? `another line has the id ${id}` : null;
    if (reason === null) {
      ids.add(id);
      yield { id, content: line, extract: () => extractRecord(record as DocumentRecord, fileId, id) };
    } else if (++failures <= MAX_LISTED_FAILURES) {
      const message = `${fileId}, line ${number} is left out: ${reason}.`;
      yield { id: `${fileId}#${number}`, error: new FootnoteError("RECORD_INVALID", message) };
    }
  }
  if (failures > MAX_LISTED_FAILURES) {
    const message = `${fileId}: ${failures - MAX_LISTED_FAILURES} more lines are left out.`;
    yield { id: `${fileId}#${number}`, error: new FootnoteError("RECORD_INVALID", message) };
  }
}

/** The lines one by one: a large file is not held twice. */
function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    yield text.slice(start, end);
    start = end + 1;
  }
}

/** The record of a line, or what is wrong with it. */
function parseRecord(line: string): DocumentRecord | string {
  if (line.length > MAX_LINE_LENGTH) return `it is longer than ${MAX_LINE_LENGTH.toLocaleString("en")} characters`;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // JSON over several lines, whose further lines are no records either.
    return /^\s*[[{]\s*$/.test(line) ? "it is not JSON by itself; write each document as one line" : "it is not JSON";
  }
  if (Array.isArray(value)) return "it is a list; write each of its documents on a line of its own";
  const { success, data, error } = recordSchema.safeParse(value);
  return success ? data : error.issues[0]!.message;
}

function extractRecord(record: DocumentRecord, fileId: string, id: string): ExtractedDocument {
  const { title, blocks } = extract(record.text, id, "text");
  // Without a heading of its own a text would be titled by the end of its id.
  const ownTitle = blocks[0]?.kind === "heading" ? title : `${titleFromPath(fileId)} ${id.slice(fileId.length + 1)}`;
  return {
    title: cleanTitle(record.title ?? "") || cleanTitle(ownTitle),
    url: record.url && /^https?:\/\//i.test(record.url) ? record.url : null,
    publishedAt: normalizeDate(record.publishedAt ?? record.date),
    tags: record.tags,
    trust: record.trust,
    blocks,
  };
}
