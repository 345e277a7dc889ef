import { describe, expect, it } from "vitest";
import type { QuestionRow } from "../../../eval/data/questions.js";
import { NOISE_SHARES, offerWithNoise, slope } from "../../../eval/robustness/noise.js";
import { seededRandom } from "../../../eval/statistics/random.js";

const passage = (id: string, gold?: boolean) => ({ id, title: "", text: `Text of ${id}.`, gold });
const question = (passages: QuestionRow["passages"]): QuestionRow => ({
  ...{ id: "q", question: "Who?", answers: ["Ada"], answerable: true },
  passages,
});
const own = [passage("gold", true), passage("distractor")];
const pool = [...own, ...Array.from({ length: 60 }, (_, i) => passage(`other${i}`, true))];
const seeds = Array.from({ length: 400 }, (_, seed) => seed);

describe("passages offered with noise", () => {
  it("are the gold ones and, from share to share, more of other questions' passages", () => {
    const offers = offerWithNoise(question(own), pool, seededRandom(3))!;
    expect(offers).toHaveLength(NOISE_SHARES.length);
    expect(offers[0]!.map(({ id }) => id)).toEqual(["gold"]);
    offers.forEach((offer, i) => {
      const ids = offer.map(({ id }) => id);
      expect(ids).not.toContain("distractor");
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.slice(0, offers[i - 1]?.length ?? 0)).toEqual(offers[i - 1]?.map(({ id }) => id) ?? []);
    });
  });

  it("have the wanted share of noise over many questions, though one passage cannot be 80% of two", () => {
    NOISE_SHARES.forEach((share, i) => {
      const offers = seeds.map((seed) => offerWithNoise(question(own), pool, seededRandom(seed))![i]!);
      const offered = offers.reduce((sum, offer) => sum + offer.length, 0);
      expect((offered - seeds.length) / offered).toBeCloseTo(share, 1);
    });
    // Three gold passages: 3 * .4 / .6 = 2 of noise, without any rounding.
    const three = question(["a", "b", "c"].map((id) => passage(id, true)));
    for (const seed of seeds.slice(0, 20)) {
      expect(offerWithNoise(three, pool, seededRandom(seed))![2]!).toHaveLength(3 + 2);
    }
  });

  it("are all the question's own where none is marked as gold, and missing where it has none", () => {
    const unmarked = question([passage("a"), passage("b")]);
    expect(offerWithNoise(unmarked, pool, seededRandom(1))![0]!.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(offerWithNoise(question([]), pool, seededRandom(1))).toBeNull();
  });

  it("stop at what there is", () => {
    const offers = offerWithNoise(question(own), [...own, passage("other")], seededRandom(1))!;
    expect(offers.at(-1)!.map(({ id }) => id)).toEqual(["gold", "other"]);
  });
});

describe("the slope", () => {
  it("is the least-squares one", () => {
    const points = [
      { x: 0, y: 1 },
      { x: 0.4, y: 1 },
      { x: 0.8, y: 0 },
    ];
    // Deviations of x: -.4, 0, .4; of y from 2/3: 1/3, 1/3, -2/3.
    expect(slope(points)).toBeCloseTo((-0.4 * (1 / 3) + 0.4 * (-2 / 3)) / (2 * 0.4 ** 2), 12);
  });

  it("is missing for a single place", () => {
    expect(slope([{ x: 0.2, y: 1 }])).toBeNull();
    expect(slope([])).toBeNull();
  });
});
