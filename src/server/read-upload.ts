import { FootnoteError } from "../domain/errors.js";
import { readBody, toInputError } from "./read-body.js";
import { DocumentUpload } from "./schemas.js";

const HINT = 'A body looks like this: {"name": "notes/release-2.md", "text": "# Release 2\\n\\nIt is faster."}';

/** The body of `POST /v1/documents`. @throws FootnoteError BODY_MALFORMED, INPUT_INVALID */
export function readUpload(body: unknown): { name: string; content: Uint8Array } {
  const { name, text, base64 } = readBody(DocumentUpload, body, (issue, field) => toInputError(issue, field, HINT));
  if ((text === undefined) === (base64 === undefined)) {
    throw new FootnoteError("INPUT_INVALID", 'Exactly one of "text" and "base64" has to be given.', { hint: HINT });
  }
  return { name, content: text === undefined ? Buffer.from(base64!, "base64") : Buffer.from(text) };
}
