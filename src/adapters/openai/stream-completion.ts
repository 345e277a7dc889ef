import { FootnoteError } from "../../domain/errors.js";
import type { TokenCounts } from "../../ports/chat-model.js";
import { toEndpointError } from "./endpoint-errors.js";
import type { Endpoint } from "./endpoint.js";
import { TransientFailure } from "./retry.js";

export interface StreamLimits {
  /** Until the first piece of text or of reasoning, the connection included. */
  firstPieceMs: number;
  /** Between two of them. Time in which nobody asks for the next piece counts for nothing. */
  betweenPiecesMs: number;
}

/** What is read of a chunk of LangChain's. */
interface Chunk {
  text: string;
  usage_metadata?: { input_tokens: number; output_tokens: number };
}

interface StreamCall {
  endpoint: Endpoint;
  model: string;
  limits: StreamLimits;
  signal?: AbortSignal;
}

/**
 * Opens a stream and waits for its first piece; the rest follows as it is read. Reasoning in a field of its own is not
 * shown, but it is a sign of life. A reader that stops ends the call at once.
 * @throws TransientFailure before the first piece, where another attempt may help; else as `StreamingChatModel.stream`
 */
export async function readStream(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Chunk>>,
  { endpoint, model, limits, signal }: StreamCall,
): Promise<AsyncGenerator<string, TokenCounts>> {
  const call = new AbortController();
  const follow = (): void => call.abort();
  signal?.addEventListener("abort", follow, { once: true });
  const usage: TokenCounts = { promptTokens: null, completionTokens: null };
  let chunks: AsyncIterator<Chunk> | null = null;
  let pending: string | null = null;
  let isOver = false;
  const aborted = new Promise<never>((_, reject) => {
    const failure = new FootnoteError("ABORTED", "The model was not waited for.");
    call.signal.addEventListener("abort", () => reject(failure), { once: true });
  });
  aborted.catch(() => undefined);

  function end(): void {
    isOver = true;
    signal?.removeEventListener("abort", follow);
    call.abort();
    chunks?.return?.().catch(() => undefined);
  }

  /** The next chunk, or a failure of ours once the limit has passed: the client may take its time to notice an abort. */
  async function next(limitMs: number): Promise<IteratorResult<Chunk>> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const message = `${endpoint.name} sent nothing for ${limitMs / 1_000} s.`;
      timer = setTimeout(() => reject(new FootnoteError("LLM_UNAVAILABLE", message)), limitMs);
    });
    const read = async (): Promise<IteratorResult<Chunk>> => {
      chunks ??= (await open(call.signal))[Symbol.asyncIterator]();
      return chunks.next();
    };
    try {
      return await Promise.race([read(), late, aborted]);
    } finally {
      clearTimeout(timer);
      late.catch(() => undefined);
    }
  }

  /** The next piece of text; null at the end. */
  async function nextPiece(limitMs: number): Promise<string | null> {
    try {
      for (;;) {
        const result = await next(limitMs);
        if (result.done) return null;
        const { value } = result;
        if (value.usage_metadata) {
          usage.promptTokens = value.usage_metadata.input_tokens;
          usage.completionTokens = value.usage_metadata.output_tokens;
        }
        if (value.text) return value.text;
        limitMs = limits.betweenPiecesMs;
      }
    } catch (error) {
      end();
      if (error instanceof FootnoteError) throw error;
      throw toEndpointError(error, endpoint, model);
    }
  }

  pending = await nextPiece(limits.firstPieceMs);
  return (async function* pieces(): AsyncGenerator<string, TokenCounts> {
    try {
      while (pending !== null) {
        yield pending;
        pending = await nextPiece(limits.betweenPiecesMs);
      }
      return usage;
    } catch (error) {
      throw error instanceof TransientFailure ? error.failure : error;
    } finally {
      if (!isOver) end();
    }
  })();
}
