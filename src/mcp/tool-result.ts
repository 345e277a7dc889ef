import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { toFootnoteError } from "../domain/errors.js";

/** A result in both forms of the protocol: structured, and the same as JSON for clients that read only text. */
export function toolResult(structuredContent: Record<string, unknown>): CallToolResult {
  return { structuredContent, content: [{ type: "text", text: JSON.stringify(structuredContent) }] };
}

/**
 * A failure as a result, so that the model that called reads what to do about it:
 * `{ "error": { "code", "message", "hint" } }`. What is no part of the catalogue goes to `onDefect` and is INTERNAL here.
 */
export async function withToolErrors(
  work: () => Promise<CallToolResult>,
  onDefect: (error: unknown) => void,
): Promise<CallToolResult> {
  try {
    return await work();
  } catch (error) {
    const failure = toFootnoteError(error);
    if (failure.code === "INTERNAL") onDefect(failure.cause ?? failure);
    return { isError: true, content: [{ type: "text", text: JSON.stringify({ error: failure.toBody() }) }] };
  }
}
