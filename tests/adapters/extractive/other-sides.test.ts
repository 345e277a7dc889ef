import { describe, expect, it } from "vitest";
import { someEvidence } from "../../doubles/evidence.js";
import { draftOf } from "./draft-of.js";

const asked = { standaloneQuestion: "How many people live in Moyale?", answerType: "number" } as const;
const CENSUS = "In 2005 Moyale had 25,038 people.";
const SURVEY = "Moyale counted 66,495 people in its survey.";

const from = (documentId: string, text: string, score: number, title = documentId) =>
  someEvidence(text, () => score, { documentId, title });

describe("another side", () => {
  it("is quoted when another document gives another number, far below the best as it may be", async () => {
    const { bare, lines } = await draftOf([from("a", CENSUS, 0.9), from("b", SURVEY, 0.3)], {}, asked);
    expect(bare).toEqual([CENSUS, SURVEY]);
    expect(lines.map(({ cites }) => cites)).toEqual([[1], [2]]);
  });

  it("is none when the number is the same, or the document", async () => {
    const agrees = "The town of Moyale is home to 25,038 people.";
    expect((await draftOf([from("a", CENSUS, 0.9), from("b", agrees, 0.3)], {}, asked)).bare).toEqual([CENSUS]);
    const same = [from("a", CENSUS, 0.9), { ...from("a", SURVEY, 0.3) }];
    expect((await draftOf(same, {}, asked)).bare).toEqual([CENSUS]);
  });

  it("is no other version of the document, which goes by its title", async () => {
    const versions = [from("a-2024.md", CENSUS, 0.9, "Moyale"), from("a-2019.md", SURVEY, 0.3, "Moyale")];
    expect((await draftOf(versions, {}, asked)).bare).toEqual([CENSUS]);
  });

  it("is no year where a count is asked for", async () => {
    const founded = "Moyale was founded in 1907.";
    expect((await draftOf([from("a", CENSUS, 0.9), from("b", founded, 0.3)], {}, asked)).bare).toEqual([CENSUS]);
  });

  it("must speak of what the question names where no value is asked for", async () => {
    const plan = { standaloneQuestion: "What sport does Justin Thomas play?", answerType: "any" } as const;
    const evidence = [
      from("a", "Justin Thomas plays golf.", 0.9),
      from("b", "Quarterback Thomas joined Detroit.", 0.3),
      from("c", "Detroit lies on a river.", 0.3),
    ];
    expect((await draftOf(evidence, {}, plan)).bare).toEqual([
      "Justin Thomas plays golf.",
      "Quarterback Thomas joined Detroit.",
    ]);
  });

  it("is as short as a sentence, and can be switched off", async () => {
    const long = `Moyale counted 66,495 people ${"and many goats ".repeat(20)}in its survey.`;
    expect((await draftOf([from("a", CENSUS, 0.9), from("b", long, 0.3)], {}, asked)).bare).toEqual([CENSUS]);
    const off = { maxSides: 0 };
    expect((await draftOf([from("a", CENSUS, 0.9), from("b", SURVEY, 0.3)], off, asked)).bare).toEqual([CENSUS]);
  });
});

it("prefers a sentence with a number where a number is asked for", async () => {
  const evidence = [someEvidence(`Moyale lies in the hills. ${CENSUS}`, (_, i) => 0.6 - i / 20)];
  expect((await draftOf(evidence, { minRelativeScore: 1 }, asked)).bare).toEqual([CENSUS]);
});
