import { describe, expect, it } from "vitest";
import { someEvidence } from "../../doubles/evidence.js";
import { draftOf } from "./draft-of.js";

const LIST = `Three things keep an olive tree healthy:
- Prune it every spring.
- Water it rarely but deeply.
- Feed it with potash in May.`;
const CODE = "Start the press with one command:\n```\npress --olives 40\npress --stop\n```";

describe("lists and code", () => {
  it("are quoted whole, with their introduction, whichever line is best", async () => {
    const { bare, lines } = await draftOf([someEvidence(LIST, (line) => (line.includes("Water") ? 0.9 : 0.1))]);
    expect(bare.join("\n")).toBe(LIST);
    expect(lines.every(({ cites }) => cites.join() === "1")).toBe(true);
    expect(lines.slice(1).map(({ separator }) => separator)).toEqual(["\n", "\n", "\n"]);
  });

  it("stay whole beyond the number of sentences wanted", async () => {
    expect((await draftOf([someEvidence(LIST)], { maxSentences: 1 })).bare).toHaveLength(4);
  });

  it("keep a code block in one piece, its mark below the fence", async () => {
    const { lines } = await draftOf([someEvidence(CODE)]);
    expect(lines.map(({ text }) => text)).toEqual([
      "Start the press with one command: [1]",
      "```\npress --olives 40\npress --stop\n```\n[1]",
    ]);
    expect(lines[1]!.separator).toBe("\n");
  });

  it("quote an item alone, without its bullet, when no introduction stands before it", async () => {
    const text = "- Prune it every spring.\n- Olives are pressed in November.";
    const { bare } = await draftOf([someEvidence(text, (line) => (line.includes("pressed") ? 0.9 : 0.1))]);
    expect(bare).toEqual(["Olives are pressed in November."]);
  });

  it("are quoted by the first sentence of each item when the items are long", async () => {
    const items = ["Prune", "Water", "Feed"].map(
      (verb) => `- ${verb} the tree. ${"Many words follow here. ".repeat(12)}`,
    );
    const { bare } = await draftOf([someEvidence(["Three things help:", ...items].join("\n"))]);
    expect(bare).toEqual(["Three things help:", "- Prune the tree.", "- Water the tree.", "- Feed the tree."]);
  });

  it("leave out an introduction whose list is not there", async () => {
    const { bare } = await draftOf([
      someEvidence("Olive trees live long.\nThree things help:", (_, i) => 0.5 + i / 10),
    ]);
    expect(bare).toEqual(["Olive trees live long."]);
  });
});
