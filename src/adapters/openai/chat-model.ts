import { createDeadline } from "../../domain/deadline.js";
import { FootnoteError } from "../../domain/errors.js";
import type { ChatCompletion, ChatMessage, ChatRequest, StreamingChatModel } from "../../ports/chat-model.js";
import { createReachableCheck } from "./connect.js";
import { toEndpointError } from "./endpoint-errors.js";
import { readEndpoint } from "./endpoint.js";
import { TransientFailure, withRetries } from "./retry.js";
import { readStream, type StreamLimits } from "./stream-completion.js";

export interface OpenAiSettings {
  /** As the endpoint names it (FOOTNOTE_MODEL). */
  model: string;
  /** Of any OpenAI-compatible endpoint (OPENAI_BASE_URL); OpenAI's own by default. */
  baseUrl?: string;
  /** OPENAI_API_KEY; local servers need none. */
  apiKey?: string;
  /** For one attempt, until the answer is complete. Default 60,000. */
  timeoutMs?: number;
  /** Default 3. */
  attempts?: number;
  /** See RetryOptions. Default 500. */
  firstDelayMs?: number;
  /** For a streamed answer: until its first piece, and between two of them. Default 20 s and 10 s. */
  stream?: Partial<StreamLimits>;
}

const STREAM_LIMITS: StreamLimits = { firstPieceMs: 20_000, betweenPiecesMs: 10_000 };
/** A reader waits for a stream: what does not connect at the second try is given up. */
const STREAM_ATTEMPTS = 2;

/**
 * A model behind an OpenAI-compatible endpoint, through LangChain's chat completions client. The package is loaded here,
 * so that nothing is paid for it where no model is configured. LangChain's own retries are off: they take minutes.
 * @throws FootnoteError SETTING_UNKNOWN
 */
export async function createOpenAiChatModel(settings: OpenAiSettings): Promise<StreamingChatModel> {
  const { model, timeoutMs = 60_000, attempts = 3, firstDelayMs = 500 } = settings;
  const endpoint = readEndpoint(settings);
  if (!model.trim()) throw new FootnoteError("SETTING_UNKNOWN", "FOOTNOTE_MODEL names no model.");
  const { ChatOpenAICompletions } = await import("@langchain/openai");

  const reachable = createReachableCheck(endpoint);
  const limits = { ...STREAM_LIMITS, ...settings.stream };

  function clientFor({ maxTokens, temperature, jsonSchema }: ChatRequest) {
    return new ChatOpenAICompletions({
      model,
      apiKey: endpoint.key ?? "none",
      configuration: { baseURL: endpoint.url, ...(jsonSchema && { fetch: fetchWithSchema(jsonSchema) }) },
      maxRetries: 0,
      maxTokens,
      temperature,
    });
  }

  async function attempt(messages: readonly ChatMessage[], request: ChatRequest): Promise<ChatCompletion> {
    const { signal } = request;
    const client = clientFor(request);
    // The client's own timeout ends with the headers; a body may stall as well.
    const deadline = createDeadline(timeoutMs, signal);
    try {
      const answer = await client.invoke(toLangChain(messages), { signal: deadline.signal });
      const { input_tokens, output_tokens } = answer.usage_metadata ?? {};
      return { text: answer.text, promptTokens: input_tokens ?? null, completionTokens: output_tokens ?? null };
    } catch (error) {
      if (signal?.aborted) throw new FootnoteError("ABORTED", "The model's answer was not waited for.");
      if (deadline.signal.aborted) {
        const message = `${endpoint.name} did not answer within ${timeoutMs / 1_000} s.`;
        throw new TransientFailure(new FootnoteError("LLM_UNAVAILABLE", message));
      }
      throw toEndpointError(error, endpoint, model);
    } finally {
      deadline.clear();
    }
  }

  return {
    modelId: model,
    async complete(messages, request) {
      if (request.signal?.aborted) throw new FootnoteError("ABORTED", "The model was not asked.");
      return withRetries(() => attempt(messages, request), { attempts, firstDelayMs, signal: request.signal });
    },
    async *stream(messages, request) {
      const { signal } = request;
      if (signal?.aborted) throw new FootnoteError("ABORTED", "The model was not asked.");
      const open = async () => {
        const attempt = new AbortController();
        const follow = (): void => attempt.abort();
        signal?.addEventListener("abort", follow, { once: true });
        const call = { endpoint, model, limits, signal: attempt.signal };
        const pieces = readStream((inner) => clientFor(request).stream(toLangChain(messages), { signal: inner }), call);
        // Beside the call, so that it costs no time: a host may go away between two questions.
        const away = reachable(attempt.signal).then(() => pieces);
        try {
          return await Promise.race([pieces, away]);
        } catch (error) {
          attempt.abort();
          throw error;
        }
      };
      const retry = {
        attempts: Math.min(attempts, STREAM_ATTEMPTS),
        firstDelayMs: Math.min(firstDelayMs, 250),
        signal,
      };
      return yield* await withRetries(open, retry);
    },
  };
}

function toLangChain(messages: readonly ChatMessage[]) {
  return messages.map(({ role, content }) => ({ role, content }));
}

/**
 * Puts the schema into the request on its way out. Told of it, LangChain would parse the answer itself, and throw away,
 * tokens and all, one that is cut or not JSON.
 */
function fetchWithSchema(jsonSchema: NonNullable<ChatRequest["jsonSchema"]>): typeof fetch {
  return (url, init) => {
    const body = JSON.parse(init!.body as string) as object;
    const format = { type: "json_schema", json_schema: { ...jsonSchema, strict: true } };
    return fetch(url, { ...init, body: JSON.stringify({ ...body, response_format: format }) });
  };
}
