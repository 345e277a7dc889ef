import { FootnoteError } from "../../domain/errors.js";
import { type Endpoint, withoutKey } from "./endpoint.js";
import { TransientFailure } from "./retry.js";

/** What is read of an error of the `openai` package or of LangChain around it; all of it may be missing. */
interface VendorError {
  message?: string;
  name?: string;
  status?: number;
  /** OpenAI's own, such as "insufficient_quota", or the network's, such as "ECONNREFUSED". */
  code?: string | null;
  headers?: Headers;
  cause?: VendorError;
}

const CONTEXT_EXCEEDED = /context[_ ](?:length|window|size)|maximum context|too many tokens/i;

/**
 * Our error for what a call of the model threw: a TransientFailure where another attempt may help. The vendor's error is
 * not kept as the cause, because it holds request and headers; its message is, without the key.
 */
export function toEndpointError(thrown: unknown, endpoint: Endpoint, model: string): FootnoteError | TransientFailure {
  const error = thrown as VendorError;
  const { name } = endpoint;
  const said = withoutKey((error.message ?? "").split("\n\nTroubleshooting URL")[0]!, endpoint);
  const cause = new Error(said);
  const refused = (message: string, hint: string) => new FootnoteError("LLM_REFUSED", message, { hint, cause });
  const busy = (message: string, hint: string) =>
    new TransientFailure(new FootnoteError("LLM_UNAVAILABLE", message, { hint, cause }), retryAfterMs(error.headers));

  const { status } = error;
  // LangChain takes the status off errors of this kind.
  if (status === 413 || error.name === "ContextOverflowError" || CONTEXT_EXCEEDED.test(`${error.code} ${said}`)) {
    const hint = "Set FOOTNOTE_CONTEXT_TOKENS to what the model reads, or shorten the text.";
    return new FootnoteError("INPUT_TOO_LONG", `The text is longer than "${model}" reads.`, { hint, cause });
  }
  if (status === undefined) {
    const reason = networkCode(error);
    if (reason) return busy(`${name} cannot be reached (${reason}).`, "Check OPENAI_BASE_URL and the network.");
    const message = `${name} gave no answer in OpenAI's protocol (${said}).`;
    return new FootnoteError("LLM_ANSWER_INVALID", message, {
      hint: "Check OPENAI_BASE_URL; it often ends in /v1.",
      cause,
    });
  }
  if (error.code === "insufficient_quota") return refused(`The quota at ${name} is used up (${status}).`, "Top it up.");
  if (status === 429) return busy(`${name} limits the rate of requests (429).`, "Wait, or ask less in parallel.");
  if (status === 408 || status >= 500) return busy(`${name} fails (${status}).`, "Try again in a moment.");
  if (status === 401 || status === 403) {
    return refused(`${name} refuses the key (${status}).`, "Set OPENAI_API_KEY to a key of this endpoint.");
  }
  if (status === 404)
    return refused(`${name} knows no model "${model}" (404).`, "Check FOOTNOTE_MODEL and OPENAI_BASE_URL.");
  return refused(`${name} refuses the request: ${said}`, "Check that the model takes these parameters.");
}

/** Code of a network failure, from wherever in the chain of causes it is; null when it was none. */
function networkCode(error: VendorError): string | null {
  for (let link: VendorError | undefined = error; link; link = link.cause) {
    if (typeof link.code === "string" && /^(?:E[A-Z]+|UND_ERR_\w+)$/.test(link.code)) return link.code;
  }
  return error.message?.startsWith("Connection error") ? "connection error" : null;
}

/** `Retry-After` of a response (RFC 9110, section 10.2.3): seconds or a date. */
function retryAfterMs(headers: Headers | undefined): number | null {
  const value = headers?.get("retry-after");
  if (!value) return null;
  const ms = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
