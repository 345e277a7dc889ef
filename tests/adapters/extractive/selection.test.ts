import { describe, expect, it } from "vitest";
import { words } from "../../../src/text/tokens.js";
import { someEvidence } from "../../doubles/evidence.js";
import { draftOf } from "./draft-of.js";

const FACTS = [
  "Olive trees live for centuries.",
  "Pruning happens every spring.",
  "Harvest begins around November.",
  "Pressing takes under thirty minutes.",
  "Dark bottles protect flavour.",
  "Goats enjoy fallen fruit.",
];
const facts = FACTS.join(" ");
const falling = (_: string, i: number) => 0.9 - i / 100;

describe("what goes into a draft", () => {
  it("keeps to the number of sentences", async () => {
    expect((await draftOf([someEvidence(facts, falling)], { maxSentences: 3 })).bare).toEqual(FACTS.slice(0, 3));
  });

  it("keeps to the number of words", async () => {
    const { bare } = await draftOf([someEvidence(facts, falling)], { maxSentences: 9, maxWords: 14 });
    expect(bare).toHaveLength(3);
    expect(words(bare.join(" ")).length).toBeLessThanOrEqual(14);
  });

  it("holds the best sentence however long it is", async () => {
    expect((await draftOf([someEvidence(facts, falling)], { maxWords: 2 })).bare).toEqual([FACTS[0]]);
  });

  it("leaves out sentences far worse than the best", async () => {
    expect((await draftOf([someEvidence(facts, (_, i) => (i === 2 ? 0.9 : 0.4))])).bare).toEqual([FACTS[2]]);
  });

  it("does not say the same twice", async () => {
    const evidence = [
      someEvidence("Olive trees live for many centuries.", () => 0.9),
      someEvidence("For centuries olive trees live.", () => 0.8, { documentId: "b.md" }),
      someEvidence("Olive trees live for many centuries.", () => 0.7, { documentId: "c.md" }),
      someEvidence(FACTS[1]!, () => 0.6, { documentId: "d.md" }),
    ];
    expect((await draftOf(evidence)).bare).toEqual(["Olive trees live for many centuries.", FACTS[1]]);
  });

  it("puts neighbours in reading order, under the passage with the best sentence", async () => {
    const evidence = [
      someEvidence(`${FACTS[0]} ${FACTS[1]}`, () => 0.7),
      someEvidence(`${FACTS[2]} ${FACTS[3]}`, (_, i) => 0.8 + i / 10, { documentId: "b.md" }),
    ];
    expect((await draftOf(evidence)).bare).toEqual([FACTS[2], FACTS[3], FACTS[0], FACTS[1]]);
  });
});
