import type { AnswerEvent } from "../domain/answer.js";
import { toFootnoteError } from "../domain/errors.js";
import { toWireEvent } from "./wire-event.js";

export const HEARTBEAT_MS = 15_000;

/** One server-sent event. JSON has no raw line break, so the data is one line (WHATWG HTML, section 9.2). */
export function formatSse(event: { type: string }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** A line that clients ignore and proxies count as life. */
export const SSE_HEARTBEAT = ": still here\n\n";

/** The stream of events as text, with a heartbeat through every silence; a stream that throws ends in `answer-error`. */
export function encodeSse(
  events: AsyncGenerator<AnswerEvent, void>,
  heartbeatMs = HEARTBEAT_MS,
): AsyncGenerator<string, void> {
  return withHeartbeat(formatEvents(events), heartbeatMs);
}

async function* formatEvents(events: AsyncIterable<AnswerEvent>): AsyncGenerator<string, void> {
  try {
    for await (const event of events) yield formatSse(toWireEvent(event));
  } catch (error) {
    yield formatSse({ type: "answer-error", error: toFootnoteError(error).toBody() } as AnswerEvent);
  }
}

/** The chunks of any event stream, with a heartbeat through every silence. */
export async function* withHeartbeat(
  chunks: AsyncGenerator<string, void>,
  heartbeatMs: number,
): AsyncGenerator<string, void> {
  try {
    for (;;) {
      const next = chunks.next();
      while ((await firstOf(next, heartbeatMs)) === "silence") yield SSE_HEARTBEAT;
      const result = await next;
      if (result.done) return;
      yield result.value;
    }
  } finally {
    await chunks.return();
  }
}

async function firstOf(promise: Promise<unknown>, ms: number): Promise<"settled" | "silence"> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<"silence">((resolve) => (timer = setTimeout(resolve, ms, "silence")));
  try {
    return await Promise.race([promise.then(() => "settled" as const), silence]);
  } finally {
    clearTimeout(timer);
  }
}
