import { describe, expect, it } from "vitest";
import type { Claim, Source } from "../../src/domain/answer.js";
import type { AnswerType } from "../../src/domain/query.js";
import { findDisagreement } from "../../src/validation/find-disagreement.js";

const sources = ["2019-01-01", null, "2021-05-01"].map((publishedAt, i): Source => ({
  ...{ number: i + 1, documentId: `${i}.md`, title: "", url: null, publishedAt, passages: [] },
}));
const claim = (text: string, ...citations: number[]): Claim => ({
  text: `${text} ${citations.map((number) => `[${number}]`).join("")}.`,
  ...{ start: 0, end: 0, citations, verdict: "supported", score: 1, reason: "", evidence: [] },
});
const find = (claims: Claim[], standaloneQuestion: string, answerType: AnswerType) =>
  findDisagreement(claims, sources, { standaloneQuestion, answerType });

const BUILT = "When was the Adel courthouse built?";
const LIVE = "How many people live in Moyale?";

describe("findDisagreement", () => {
  it("shows two years of two sources, with their dates", () => {
    const claims = [
      claim("The courthouse of Adel was built in 1902", 1),
      claim("Adel built its courthouse in 1885", 2),
    ];
    expect(find(claims, BUILT, "time")).toEqual({
      sides: [
        { source: 1, publishedAt: "2019-01-01", text: "The courthouse of Adel was built in 1902." },
        { source: 2, publishedAt: null, text: "Adel built its courthouse in 1885." },
      ],
    });
  });

  it("shows two counts of the same thing", () => {
    const claims = [claim("Moyale has 25,038 people", 1), claim("66,495 people live in Moyale", 3)];
    expect(find(claims, LIVE, "number")?.sides.map(({ source }) => source)).toEqual([1, 3]);
  });

  it.each([
    ["one source says both", [claim("Moyale has 25,038 people", 1), claim("Moyale has 66,495 people", 1)]],
    ["they agree", [claim("Moyale has 25,038 people", 1), claim("25038 people live in Moyale", 2)]],
    [
      "they count different things",
      [claim("Moyale has 25,038 people", 1), claim("Moyale has 12 schools, people say", 2)],
    ],
    ["one speaks of something else", [claim("Moyale has 25,038 people", 1), claim("Adama has 66,495 people", 2)]],
  ])("shows nothing where %s", (_, claims) => {
    expect(find(claims, LIVE, "number")).toBeNull();
  });

  it("does not compare what no value is asked for", () => {
    const claims = [claim("Moyale has 25,038 people", 1), claim("66,495 people live in Moyale", 3)];
    expect(find(claims, "What is Moyale?", "definition")).toBeNull();
  });
});
