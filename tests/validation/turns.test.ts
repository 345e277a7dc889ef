import { describe, expect, it } from "vitest";
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

function* slowSteps(count: number): Generator<void, number> {
  for (let i = 0; i < count; i++) {
    const until = performance.now() + 10;
    while (performance.now() < until);
    yield;
  }
  return count;
}

/** So many words that no two sentences are alike. */
const prose = (words: number): string =>
  Array.from({ length: words }, (_, i) => `w${(i * 7919) % 5_003}${i % 15 === 14 ? ".\nVectors" : ""}`).join(" ");

describe("long work", () => {
  it("gives others a turn between its slow steps", async () => {
    expect(await turnsDuring(() => finishInTurns(slowSteps(10)))).toBeGreaterThanOrEqual(9);
  });

  it("gives none between quick ones, which would only take longer", async () => {
    await turnsDuring(() => finishInTurns(slowSteps(1)));
    function* quick(): Generator<void, number> {
      for (let i = 0; i < 50; i++) yield;
      return 50;
    }
    expect(await turnsDuring(() => finishInTurns(quick()))).toBeLessThan(10);
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

  it("gives others a turn while it reads long sources and many claims", async () => {
    const text = prose(3_000).replaceAll(".\n", " [1][2].\n");
    const sources = [{ text: prose(20_000) }, { text: prose(15_000) }];
    expect(await turnsDuring(() => checkAnswer(checker, text, sources))).toBeGreaterThan(2);
  });

  it("gives others a turn while it goes through sentences that cite nothing", async () => {
    expect(await turnsDuring(() => checkAnswer(checker, "a\n".repeat(8_000), []))).toBeGreaterThan(2);
  });
});
