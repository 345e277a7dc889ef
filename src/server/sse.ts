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
export async function* encodeSse(
  events: AsyncIterator<AnswerEvent, void>,
  heartbeatMs = HEARTBEAT_MS,
): AsyncGenerator<string, void> {
  try {
    for (;;) {
      const next = events.next();
      while ((await firstOf(next, heartbeatMs)) === "silence") yield SSE_HEARTBEAT;
      const result = await next;
      if (result.done) return;
      yield formatSse(toWireEvent(result.value));
    }
  } catch (error) {
    yield formatSse({ type: "answer-error", error: toFootnoteError(error).toBody() } as AnswerEvent);
  } finally {
    await events.return?.();
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
