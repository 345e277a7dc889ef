import { describe, expect, it } from "vitest";
import { failureOf, failuresByHarm } from "../../../eval/report/harm.js";
import type { ReportedAnswerRow } from "../../../eval/report/answer-row.js";
import { answerRow, claim } from "./report-fixture.js";

const harmOf = (changes: Partial<ReportedAnswerRow>) => failureOf(answerRow("q", changes))?.harm ?? null;

describe("what went wrong with an answer", () => {
  it("is nothing for a right answer, or for a question declined that cannot be answered", () => {
    expect(harmOf({})).toBeNull();
    expect(harmOf({ answerable: false, abstained: true, claims: [] })).toBeNull();
    expect(harmOf({ claims: [claim("partial")] })).toBeNull();
  });

  it("is the worst thing about it", () => {
    const wrong = { scores: { answerRecall: 0 } };
    expect(harmOf({ ...wrong, claims: [claim("unsupported"), claim("contradicted")] })).toBe("contradicted");
    expect(harmOf({ ...wrong, claims: [claim("supported"), claim("uncited")] })).toBe("unsupported");
    expect(harmOf(wrong)).toBe("wrong");
  });

  it("is taken from the judge as well as from the engine's own verdict", () => {
    expect(harmOf({ claims: [{ ...claim("supported"), judged: "contradicted" }] })).toBe("contradicted");
    expect(harmOf({ claims: [{ ...claim("unsupported"), judged: "supported" }] })).toBe("unsupported");
    expect(harmOf({ claims: undefined, scores: { hallucinationRate: 0.25 } })).toBe("unsupported");
  });

  it("tells an answer where none was to be had from a refusal where one was", () => {
    expect(harmOf({ answerable: false })).toBe("shouldDecline");
    expect(harmOf({ abstained: true, claims: [], scores: { answerRecall: 0 } })).toBe("falseAbstention");
  });

  it("is a known wrong answer whatever else was said", () => {
    expect(harmOf({ scores: { answerRecall: 1, wrongStated: 1 } })).toBe("wrong");
  });

  it("is a missed fact when a part was said", () => {
    expect(harmOf({ scores: { answerRecall: 0.5 } })).toBe("missedFact");
    expect(harmOf({ scores: { answerRecall: null, claimRecall: 0.5 } })).toBe("missedFact");
    expect(harmOf({ scores: { answerRecall: null, sentenceCitationRecall: 0 } })).toBe("missedFact");
  });

  it("calls a long answer wrong only where the marked sentences are not cited either", () => {
    expect(harmOf({ scores: { claimRecall: 0, sentenceCitationRecall: 0 } })).toBe("wrong");
    expect(harmOf({ scores: { claimRecall: 0, sentenceCitationRecall: 0.5 } })).toBe("missedFact");
    expect(harmOf({ scores: { claimRecall: 0, sentenceCitationRecall: null } })).toBe("wrong");
  });
});

describe("the order of failures", () => {
  it("is by harm, then by how much of it, then by confidence, then by id", () => {
    const unsupported = (count: number) => Array.from({ length: count }, () => claim("unsupported"));
    const rows = [
      answerRow("missed", { scores: { answerRecall: 0.5 } }),
      answerRow("declined", { abstained: true, claims: [] }),
      answerRow("should-decline", { answerable: false }),
      answerRow("wrong-unsure", { scores: { answerRecall: 0 }, confidence: 0.3 }),
      answerRow("wrong-sure-b", { scores: { answerRecall: 0 }, confidence: 0.9 }),
      answerRow("wrong-sure-a", { scores: { answerRecall: 0 }, confidence: 0.9 }),
      answerRow("unsupported-1", { claims: unsupported(1), confidence: 1 }),
      answerRow("unsupported-2", { claims: unsupported(2), confidence: 0.1 }),
      answerRow("contradicted", { claims: [claim("contradicted")], confidence: 0 }),
      answerRow("right"),
    ];
    expect(failuresByHarm(rows).map(({ row }) => row.id)).toEqual([
      ...["contradicted", "unsupported-2", "unsupported-1", "wrong-sure-a", "wrong-sure-b", "wrong-unsure"],
      ...["should-decline", "declined", "missed"],
    ]);
  });
});
