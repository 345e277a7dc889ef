import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { checkAnswer } from "../../src/check-answer.js";
import { createClaimChecker } from "../../src/validation/check-claim.js";
import { finishInTurns, lazy } from "../../src/validation/turns.js";
import { createWordCountingModel } from "../doubles/word-counting-model.js";

/** How often other work could run while this did. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await work();
  isOver = true;
  return turns;
}

// The clock stands still but for what a test says of it: how fast the machine is decides nothing here.
let now = 1_000;
/** What looking at the clock costs; above a slice, each step that lets others have a turn gives one. */
let costOfLooking = 0;
beforeEach(() => {
  costOfLooking = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += costOfLooking));
});
afterEach(() => void vi.restoreAllMocks());

function* steps(count: number, ms: number): Generator<void, number> {
  for (let i = 0; i < count; i++) {
    now += ms;
    yield;
  }
  return count;
}

/** So many words that no two sentences are alike. */
const prose = (words: number): string =>
  Array.from({ length: words }, (_, i) => `w${(i * 7919) % 5_003}${i % 15 === 14 ? ".\nVectors" : ""}`).join(" ");

describe("long work", () => {
  it("gives others a turn between its slow steps", async () => {
    expect(await turnsDuring(() => finishInTurns(steps(10, 10)))).toBeGreaterThanOrEqual(9);
  });

  it("gives none between quick ones, which would only take longer", async () => {
    await turnsDuring(() => finishInTurns(steps(1, 10)));
    expect(await turnsDuring(() => finishInTurns(steps(50, 0.1)))).toBeLessThan(3);
  });

  it("is done once, however it is asked for", async () => {
    let made = 0;
    const value = lazy(function* () {
      made++;
      yield;
      return "read";
    });
    expect([await value.prepare(), value.get(), await value.prepare(), made]).toEqual(["read", "read", "read", 1]);
  });
});

describe("a check with a model that answers at once", () => {
  const checker = createClaimChecker(createWordCountingModel());
  beforeEach(() => {
    costOfLooking = 10;
  });

  it("gives others a turn while it reads long sources and many claims", async () => {
    const text = prose(3_000).replaceAll(".\n", " [1][2].\n");
    const sources = [{ text: prose(20_000) }, { text: prose(15_000) }];
    expect(await turnsDuring(() => checkAnswer(checker, text, sources))).toBeGreaterThan(2);
  });

  it("gives others a turn while it goes through sentences that cite nothing", async () => {
    expect(await turnsDuring(() => checkAnswer(checker, "a\n".repeat(8_000), []))).toBeGreaterThan(2);
  });
});
