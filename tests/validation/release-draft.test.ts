import { describe, expect, it } from "vitest";
import type { Draft, DraftSentence } from "../../src/domain/answer.js";
import { numberSources } from "../../src/domain/source.js";
import { createClaimChecker } from "../../src/validation/check-claim.js";
import { createRelease } from "../../src/validation/release-draft.js";
import { aPassage } from "../doubles/evidence.js";
import { createWordCountingModel } from "../doubles/word-counting-model.js";

const sources: Draft["sources"] = numberSources([aPassage("The Eiffel Tower was completed in 1889.")]);
const TRUE = "The Eiffel Tower was completed in 1889 [1].";

async function* sentencesOf(texts: string[]): AsyncGenerator<DraftSentence> {
  for (const text of texts) yield { text, separator: " " };
}

async function release(texts: string[], rewrite?: Draft["rewrite"]) {
  const checker = createClaimChecker(createWordCountingModel());
  const draft = { sources, ...(rewrite && { rewrite }) };
  const parts = { checker, draft, dropUnsupported: true, signal: new AbortController().signal };
  const { read, released } = createRelease(parts);
  const deltas: string[] = [];
  const dropped: string[] = [];
  for await (const event of read(sentencesOf(texts))) {
    if (event.type === "answer-delta") deltas.push(event.text);
    else if (!event.kept) dropped.push(event.claim.text);
  }
  return { ...released, deltas, dropped };
}

describe("createRelease", () => {
  it("shows a line that leads to a sentence with a source, and not before that one", async () => {
    const { deltas, text, claims } = await release(["The answer is:", TRUE]);
    expect(deltas).toEqual(["The answer is:", ` ${TRUE}`]);
    expect(text).toBe(`The answer is: ${TRUE}`);
    expect(claims.map(({ start, end }) => text.slice(start, end))).toEqual(["The answer is:", TRUE]);
  });

  it("leaves out one that leads to nothing", async () => {
    expect(await release([TRUE, "In summary:"])).toMatchObject({ text: TRUE, dropped: ["In summary:"] });
    expect(await release(["The answer is:", "Bananas contain potassium [1]."])).toMatchObject({ text: "", claims: [] });
  });

  it("does not say again what a sentence written anew repeats", async () => {
    const invented = "The Eiffel Tower was completed in 1899 [1].";
    const { text, dropped } = await release([TRUE, invented], async () => TRUE);
    expect(text).toBe(TRUE);
    expect(dropped).toHaveLength(1);
    expect((await release([invented], async () => TRUE)).text).toBe(TRUE);
  });

  it("leaves out questions and remarks to the reader", async () => {
    const { text } = await release(["When was it completed?", TRUE, "I hope this helps!"]);
    expect(text).toBe(TRUE);
  });
});
