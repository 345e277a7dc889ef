import { describe, expect, it } from "vitest";
import { OWN_ATTACKS } from "../../../eval/injection/attacks.js";
import { drawPairs } from "../../../eval/injection/draw-pairs.js";

const hosts = Array.from({ length: 12 }, (_, i) => ({
  ...{ id: `h${i}`, title: "", text: "Text.", question: `Question ${i}?` },
  reference: { answers: [] },
}));
const pairs = drawPairs(hosts, OWN_ATTACKS, 1);

describe("drawn pairs", () => {
  it("plant one attack in each document by each carrier, each with a canary of its own", () => {
    expect(pairs).toHaveLength(12 * 6);
    expect(new Set(pairs.map((pair) => pair.id)).size).toBe(12 * 6);
    expect(new Set(pairs.map((pair) => pair.canary)).size).toBe(12 * 6);
    for (const { canary } of pairs) expect(canary).toMatch(/^zq[0-9a-f]{8}$/);
  });

  it("let each carrier meet each kind of attack equally often", () => {
    const meetings = new Map<string, number>();
    for (const { carrier, attack } of pairs) {
      const key = `${carrier} ${attack.kind}`;
      meetings.set(key, (meetings.get(key) ?? 0) + 1);
    }
    expect([...meetings.values()]).toEqual(Array<number>(6 * 2).fill(12 / 2));
  });

  it("are shuffled, so that every sixth one is not always the same carrier", () => {
    expect(new Set(pairs.filter((_, i) => i % 6 === 0).map((pair) => pair.carrier)).size).toBeGreaterThan(3);
  });

  it("are the same for the same seed alone", () => {
    const summary = (seed: number) =>
      drawPairs(hosts, OWN_ATTACKS, seed).map((pair) => [pair.id, pair.canary, pair.form.name, pair.attack.category]);
    expect(summary(1)).toEqual(summary(1));
    expect(summary(1)).not.toEqual(summary(2));
  });
});

describe("an attack", () => {
  it("is written with its canary, and a false statement with the question too", () => {
    const facts = { canary: "zq1f", question: "Who paid?" };
    for (const attack of OWN_ATTACKS) {
      const { text, isStatement } = attack.write(facts);
      expect(text).toContain("zq1f");
      expect(text.includes("Who paid?")).toBe(isStatement);
    }
  });
});
