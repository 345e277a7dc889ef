import { z } from "zod";

/** A request that has one call in it, and the message that cancels one. */
const Call = z.object({ id: z.union([z.string(), z.number()]), method: z.string() });
const Cancelled = z.object({
  method: z.literal("notifications/cancelled"),
  params: z.object({ requestId: z.union([z.string(), z.number()]) }),
});

export interface Cancellations {
  /** Fires when the client cancels the call; `end` forgets it. Null for what cannot be cancelled by name. */
  follow(session: string | undefined, message: unknown): { signal: AbortSignal; end(): void } | null;
  /** Ends the call that the message cancels, if it is one and the call is under way in the same session. */
  cancel(session: string | undefined, message: unknown): void;
}

/**
 * Calls under way. Over HTTP a client cancels by a request of its own (`notifications/cancelled`), which knows its call by
 * session and id only. Nothing else is kept of a session: its name is random, so that nobody ends what others ask.
 */
export function createCancellations(): Cancellations {
  const calls = new Map<string, AbortController>();
  const keyOf = (session: string, id: string | number): string => JSON.stringify([session, id]);
  return {
    follow(session, message) {
      const { data } = Call.safeParse(message);
      if (!data || !session) return null;
      const key = keyOf(session, data.id);
      const controller = new AbortController();
      calls.set(key, controller);
      const end = (): void => void (calls.get(key) === controller && calls.delete(key));
      return { signal: controller.signal, end };
    },
    cancel(session, message) {
      const { data } = Cancelled.safeParse(message);
      if (data && session) calls.get(keyOf(session, data.params.requestId))?.abort();
    },
  };
}
