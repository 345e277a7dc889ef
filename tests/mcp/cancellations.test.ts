import { expect, it } from "vitest";
import { createCancellations } from "../../src/mcp/cancellations.js";

const call = (id: number | string) => ({ jsonrpc: "2.0", id, method: "tools/call", params: {} });
const cancelled = (requestId: number | string) => ({
  ...{ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId } },
});

it("ends the call that is named, and no other of its session", () => {
  const cancellations = createCancellations();
  const [first, second] = [1, 2].map((id) => cancellations.follow("a", call(id))!);
  cancellations.cancel("a", cancelled(1));
  expect([first!.signal.aborted, second!.signal.aborted]).toEqual([true, false]);
});

it("ends nothing of another session, whose calls have the same numbers", () => {
  const cancellations = createCancellations();
  const mine = cancellations.follow("a", call(1))!;
  for (const session of ["b", undefined, ""]) cancellations.cancel(session, cancelled(1));
  cancellations.cancel("a", cancelled("1"));
  expect(mine.signal.aborted).toBe(false);
});

it("forgets a call that is over, and not the next one with its number", () => {
  const cancellations = createCancellations();
  const first = cancellations.follow("a", call(1))!;
  const next = cancellations.follow("a", call(1))!;
  first.end();
  cancellations.cancel("a", cancelled(1));
  expect([first.signal.aborted, next.signal.aborted]).toEqual([false, true]);
});

it.each([
  [null],
  ["text"],
  [[call(1)]],
  [cancelled(1)],
  [{ id: {}, method: "x" }],
  [{ ...cancelled(1), params: null }],
])("passes over %j", (message) => {
  const cancellations = createCancellations();
  expect(cancellations.follow("a", message)).toBeNull();
  expect(() => cancellations.cancel("a", message)).not.toThrow();
});
