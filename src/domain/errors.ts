/**
 * The error catalogue: every failure a caller can meet, in one place. `message` says what is wrong, `hint` the next step.
 * Facts go into the message at the throwing side; vendor errors are kept as `cause`.
 */
export const ERRORS = {
  INPUT_EMPTY: { status: 400, hint: "Send a question in words." },
  INPUT_TOO_LONG: { status: 413, hint: "Shorten the text, or send it in parts." },
  INPUT_INVALID: { status: 400, hint: "Compare the request with /openapi.json." },
  BODY_MALFORMED: { status: 400, hint: "Send a JSON object with Content-Type: application/json." },
  ROUTE_UNKNOWN: { status: 404, hint: "GET /openapi.json lists the routes." },
  HOST_REFUSED: { status: 403, hint: "Use http://localhost or http://127.0.0.1, or serve on another --host." },
  MODEL_UNKNOWN: { status: 404, hint: "GET /v1/models lists the models." },
  ANSWER_UNKNOWN: { status: 404, hint: "Traces of old answers are removed; ask again." },
  DOCUMENT_UNKNOWN: { status: 404, hint: "Take the id from a search or from an answer's sources." },
  DOCUMENTS_READ_ONLY: { status: 403, hint: "Start the server with --accept-documents." },
  CONVERSATION_UNKNOWN: {
    status: 404,
    hint: "Old conversations are removed; ask without conversationId to begin one.",
  },
  SETTING_UNKNOWN: { status: 400, hint: "Run with --help for the options and their values." },
  PATH_MISSING: { status: 400, hint: "Check the path; globs must be quoted." },
  PATH_UNSUPPORTED: {
    status: 400,
    hint: "Give files, folders or globs of HTML, Markdown, reStructuredText, AsciiDoc, PDF, text, logs or JSONL.",
  },
  FILE_UNREADABLE: { status: 400, hint: "Check the file's permissions." },
  FILE_TOO_LARGE: { status: 413, hint: "Split the file into smaller ones." },
  FILE_BINARY: { status: 400, hint: "Convert it to HTML, Markdown or plain text in UTF-8 first." },
  FILE_EMPTY: { status: 400, hint: "Nothing to index in this file; it can be left out." },
  FILE_TOO_NESTED: { status: 400, hint: "Simplify the HTML; it nests deeper than any real page." },
  FILE_ENCRYPTED: { status: 400, hint: "Save a copy without a password, and ingest that." },
  FILE_DAMAGED: { status: 400, hint: "Open it in a PDF viewer, and save or print it to a new PDF." },
  FILE_WITHOUT_TEXT: { status: 400, hint: "Recognise its text first, for example: ocrmypdf in.pdf out.pdf" },
  FILE_TOO_COMPLEX: { status: 413, hint: "Split the file into smaller ones, or convert it to text first." },
  METADATA_INVALID: {
    status: 400,
    hint: 'It looks like this: { "tags": ["release"], "trust": "low", "publishedAt": "2026-05-04" }',
  },
  RECORD_INVALID: { status: 400, hint: "Correct the line; the others are indexed." },
  NOTHING_TO_INGEST: {
    status: 400,
    hint: "Put .md, .html, .rst, .adoc, .pdf, .txt, .log or .jsonl files there, or name another path.",
  },
  INDEX_MISSING: { status: 503, hint: "Run: npm run -s footnote -- ingest data/corpus" },
  INDEX_CORRUPT: { status: 500, hint: "Remove the index folder and ingest again; the documents are untouched." },
  INDEX_MODEL_MISMATCH: { status: 500, hint: "Ingest again into a new folder with --index DIR." },
  INDEX_LOCKED: { status: 503, hint: "Another process is writing to this index; wait for it to finish." },
  DISK_FULL: { status: 507, hint: "Free some space and try again; what was acknowledged is kept." },
  MODEL_MISSING: { status: 500, hint: "Restore data/models from the repository (git checkout -- data/models)." },
  MODEL_CORRUPT: { status: 500, hint: "Restore data/models from the repository (git checkout -- data/models)." },
  OVERLOADED: { status: 503, hint: "Try again in a moment." },
  ABORTED: { status: 499, hint: "The request was cancelled." },
  PORT_IN_USE: { status: 500, hint: "Choose another port with --port N." },
  LLM_REFUSED: { status: 502, hint: "Check OPENAI_BASE_URL, OPENAI_API_KEY and the model's name." },
  LLM_UNAVAILABLE: { status: 503, hint: "Try again in a moment, or answer without a model." },
  LLM_ANSWER_INVALID: { status: 502, hint: "Another model may follow the instructions better." },
  DATA_INVALID: { status: 400, hint: "eval/README.md describes the data formats." },
  RUN_INVALID: { status: 400, hint: "Give the folder of a finished evaluation run." },
  RUN_EXISTS: { status: 409, hint: "Choose another folder with --out, or replace what is there with --force." },
  INTERNAL: { status: 500, hint: "This is a defect; the server's log has the details." },
} as const satisfies Record<string, { status: number; hint: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** A failure with a code of the catalogue, a message with the facts, and the next step to take. */
export class FootnoteError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly status: number;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "FootnoteError";
    this.code = code;
    this.hint = options.hint ?? ERRORS[code].hint;
    this.status = ERRORS[code].status;
  }

  /** The error again, on the other side of an event stream or an HTTP response. */
  static fromBody(body: { code: string; message: string; hint: string }): FootnoteError {
    const code = body.code in ERRORS ? (body.code as ErrorCode) : "INTERNAL";
    return new FootnoteError(code, body.message, { hint: body.hint });
  }

  toBody(): { code: ErrorCode; message: string; hint: string } {
    return { code: this.code, message: this.message, hint: this.hint };
  }
}

/** The error itself when it is ours; otherwise INTERNAL, with the original as its cause and nothing of it in the message. */
export function toFootnoteError(error: unknown): FootnoteError {
  if (error instanceof FootnoteError) return error;
  return new FootnoteError("INTERNAL", "Something went wrong inside Footnote.", { cause: error });
}
