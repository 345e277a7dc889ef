import { ERRORS, type ErrorCode } from "../domain/errors.js";

/** Schemas that the document names. */
export type ComponentName =
  | "AnswerRequest"
  | "CheckRequest"
  | "CheckBody"
  | "DocumentUpload"
  | "UploadBody"
  | "Turn"
  | "Answer"
  | "Source"
  | "Claim"
  | "Trace"
  | "Readiness"
  | "Error"
  | "ChatRequest"
  | "ChatMessage"
  | "ChatCompletion"
  | "SearchRequest"
  | "SearchResponse"
  | "UiMessagesRequest"
  | "OpenAiError";

export function idInPath(description: string): object {
  return { name: "id", in: "path", required: true, schema: { type: "string" }, description };
}

export function json(name: ComponentName): object {
  return { "application/json": { schema: { $ref: reference(name) } } };
}

export function ok(description: string, name: ComponentName): object {
  return { description, content: json(name) };
}

/** One response a status, naming the codes that share it. */
export function failures(...codes: ErrorCode[]): object {
  const byStatus: Record<number, ErrorCode[]> = {};
  for (const code of codes) (byStatus[ERRORS[code].status] ??= []).push(code);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, shared]) => [status, ok(shared.join(", "), "Error")]),
  );
}

export function reference(name: string): string {
  return `#/components/schemas/${name}`;
}
