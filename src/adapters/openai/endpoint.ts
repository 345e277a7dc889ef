import { FootnoteError } from "../../domain/errors.js";

/** Where requests go, and what may never be shown. */
export interface Endpoint {
  url: string;
  /** For messages: without the query, which may hold a secret. */
  name: string;
  key: string | null;
}

const OPENAI = "https://api.openai.com/v1";

/** @throws FootnoteError SETTING_UNKNOWN when the address or the key cannot be used, or a needed key is missing */
export function readEndpoint({ baseUrl, apiKey }: { baseUrl?: string; apiKey?: string }): Endpoint {
  const url = baseUrl?.trim() || OPENAI;
  const key = apiKey?.trim() || null;
  if (key !== null && /[^\x21-\x7E]/.test(key)) {
    throw new FootnoteError("SETTING_UNKNOWN", "OPENAI_API_KEY has characters that no key has.", {
      hint: "Look for a space, a line break or a typographic quote in it.",
    });
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new FootnoteError("SETTING_UNKNOWN", "OPENAI_BASE_URL is not an http or https address.", {
      hint: "It looks like this: http://127.0.0.1:11434/v1",
    });
  }
  if (url === OPENAI && key === null) {
    throw new FootnoteError("SETTING_UNKNOWN", "OPENAI_API_KEY is not set.", {
      hint: "Set it, or set OPENAI_BASE_URL to a local server, which needs none.",
    });
  }
  if (parsed.username || parsed.password) {
    throw new FootnoteError("SETTING_UNKNOWN", "OPENAI_BASE_URL holds a user name or password.", {
      hint: "Put the secret into OPENAI_API_KEY.",
    });
  }
  return { url, name: `${parsed.origin}${parsed.pathname}`, key };
}

/** The text without the key, in case an endpoint or a library repeats it, as one short line. */
export function withoutKey(text: string, { key }: Endpoint): string {
  const hidden = key === null ? text : text.replaceAll(key, "[key]");
  return hidden
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 300);
}
