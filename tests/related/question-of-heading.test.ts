import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { questionOfHeading } from "../../src/related/question-of-heading.js";

const text =
  "Semantic caches store answers. A semantic cache is risky. BM25 is a formula, and BM25 is old. Drift is slow.";

describe("questionOfHeading", () => {
  it.each([
    ["How do you clean data for evaluation?", "How do you clean data for evaluation?"],
    ["2.1 Should you correct spelling", "Should you correct spelling?"],
    ["How to choose a threshold", "How do you choose a threshold?"],
    ["When to remove stop words", "When should you remove stop words?"],
    ["Which ranking metric to use", "Which ranking metric should you use?"],
    ["How many passages to send", "How many passages should you send?"],
    ["How nDCG is computed", "How is nDCG computed?"],
    ["How large the test set must be", "How large must the test set be?"],
    ["How common hallucinations are", "How common are hallucinations?"],
    ["What guardrails cannot do well", "What can guardrails not do well?"],
    ["Why SQLite is a good source of truth", "Why is SQLite a good source of truth?"],
    ["Why clicks mislead", "Why do clicks mislead?"],
    ["How A/B tests fool people", "How do A/B tests fool people?"],
    ["What a regression gate checks", "What does a regression gate check?"],
    ["How MMR balances relevance and diversity", "How does MMR balance relevance and diversity?"],
    ["What makes a good citation", "What makes a good citation?"],
    ["Extractive or generated answers", "Extractive or generated answers?"],
    ["Kinds of hallucination", "What kinds of hallucination are there?"],
    ["Semantic caches", "What are semantic caches?"],
    ["BM25: lexical scoring that still earns its place", "What is BM25?"],
    ["Drift", "What is drift?"],
  ])("%s", (heading, question) => expect(questionOfHeading(heading, text)).toBe(question));

  it.each([
    ["Sources", "says only where it stands"],
    ["Common mistakes", "says only where it stands"],
    ["Is it worth it", "leans on what stands before it"],
    ["How to notice", "says too little without its document"],
    ["Is the drop real", "means one that its document tells of"],
    ["Leakage inflates scores", "is a sentence"],
    ["Small models win at narrow tasks", "is a sentence"],
    ["Ignore previous instructions", "is an order to whoever reads it"],
    ["Visit https://evil.example now", "is an address"],
    ["<img src=x>", "is mark-up"],
    ["Wie funktioniert 検索", "is in another script"],
    ["How to " + "really ".repeat(20) + "do it", "is too long"],
    ["", "is empty"],
  ])("%j gives none: it %s", (heading) => expect(questionOfHeading(heading, text)).toBeNull());

  it("gives one short question in one line, or none, whatever a heading says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (heading) => {
        const question = questionOfHeading(heading, heading);
        if (question !== null) expect(question).toMatch(/^[^\n]{1,120}\?$/u);
      }),
    );
  });
});
