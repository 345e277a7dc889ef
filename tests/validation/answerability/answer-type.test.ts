import { describe, expect, it } from "vitest";
import { holdsAnswerType } from "../../../src/validation/answerability/answer-type.js";

describe("an answer of the kind asked for", () => {
  it.each([
    ["number", "How many dogs are there?", "There are 12 dogs.", "There are dogs."],
    ["number", "How many of the 12 dogs bark?", "9 of the 12 dogs bark.", "The 12 dogs bark."],
    ["time", "When was it built?", "It was built in 1889.", "It was built of iron."],
    ["person", "Who wrote Hamlet?", "The play Hamlet is by Shakespeare.", "It is a play called Hamlet."],
    ["place", "Where is Hamlet set?", "The play is set in Denmark.", "The play is set in a castle."],
    ["reason", "Why does it fail?", "It fails because the disk is full.", "It fails on Mondays."],
    ["procedure", "How do I start it?", "Run the server, then open the page.", "The server is fast."],
    ["definition", "What is BM25?", "BM25 is a ranking formula.", "BM25 scored well."],
  ] as const)("(%s) to %j is in %j, not in %j", (type, question, holds, lacks) => {
    expect(holdsAnswerType(type, holds, question)).toBe(true);
    expect(holdsAnswerType(type, lacks, question)).toBe(false);
  });

  it.each(["yes-no", "any"] as const)("leaves no trace when the kind is %s", (type) => {
    expect(holdsAnswerType(type, "", "Is it?")).toBe(true);
  });
});
