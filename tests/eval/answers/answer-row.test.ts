import { describe, expect, it } from "vitest";
import { type AnswerRow, builtInJudge, scoreAnswer } from "../../../eval/answers/answer-row.js";
import type { QuestionRow } from "../../../eval/data/questions.js";
import type { AnswerTrace } from "../../../eval/runs/answer-trace.js";
import type { Answer } from "../../../src/domain/answer.js";
import { anAbstention, anAnswer, aQuestion, aSource, aTrace, PIER, TOWER } from "../doubles/answers.js";

const score = (
  answer: Answer,
  question: Partial<QuestionRow> = {},
  { trace = {}, cached = true }: { trace?: Partial<AnswerTrace>; cached?: boolean } = {},
): Promise<AnswerRow> => scoreAnswer(aQuestion(question), { answer, trace: aTrace(answer, trace) }, { cached });

const sources = [aSource(1, "tower", TOWER), aSource(2, "pier", PIER)];

describe("the claims of an answer", () => {
  const answer = anAnswer(
    [
      "The tower was completed in 1889 [1].",
      "The tower was completed in 1899 [1].",
      "Penguins juggle quietly at night [2].",
      "The tower stands in Paris [2].",
    ],
    sources,
  );

  it("are judged against every passage at hand: said by one, denied, or made up", async () => {
    const row = await score(answer);
    expect(row.claims.map(({ judged }) => judged)).toEqual(["supported", "contradicted", "unsupported", "supported"]);
    expect(row.counts).toMatchObject({ claims: 4, supported: 2, unsupported: 1, contradicted: 1 });
    expect(row.scores).toMatchObject({
      faithfulness: 2 / 4,
      hallucinationRate: 1 / 4,
      contradictionRate: 1 / 4,
    });
  });

  it("are not made up when only a passage of the question says them", async () => {
    const question = { passages: [{ id: "zoo", title: "Zoo", text: "Penguins juggle quietly at night." }] };
    expect((await score(answer, question)).counts).toMatchObject({ supported: 3, unsupported: 0, contradicted: 1 });
  });

  it("are cited well when the sources they cite say them, whatever others say", async () => {
    // Of four sentences only the first stands in the source it cites; each has one citation.
    expect((await score(answer)).scores).toMatchObject({ citationRecall: 1 / 4, citationPrecision: 1 / 4 });
  });

  it("that are neither said nor made up count in none of the shares", async () => {
    const partial = anAnswer(["The tower was completed in 1889 by Gustave [1]."], sources);
    const { claims, scores } = await score(partial);
    expect(claims.map(({ judged }) => judged)).toEqual(["partial"]);
    expect(scores).toMatchObject({ faithfulness: 0, hallucinationRate: 0, contradictionRate: 0, citationRecall: 0 });
  });

  it("keep the engine's own verdict beside the judge's", async () => {
    const [first] = (await score(answer)).claims;
    expect(first).toEqual({
      ...{ text: "The tower was completed in 1889 [1].", citations: [1], judged: "supported" },
      ...{ verdict: "supported", score: 1, reason: "As scripted.", evidence: [{ passageId: "tower#0", quote: TOWER }] },
    });
  });

  it("are judged with the title of a passage, which may name the subject", async () => {
    const titled = { ...aSource(1, "tower", "It was completed in 1889."), title: "Eiffel Tower" };
    const sentence = "The Eiffel Tower was completed in 1889 [1].";
    const supported = { faithfulness: 1, citationRecall: 1 };
    expect((await score(anAnswer([sentence], [titled]))).scores).toMatchObject(supported);
    const untitled = (await score(anAnswer([sentence], [{ ...titled, title: "" }]))).scores;
    expect(untitled).toMatchObject({ faithfulness: 0, citationRecall: 0 });
  });

  it("are judged word by word, not by the engine's own verdict", async () => {
    expect(await builtInJudge("The tower was completed in 1889.", [TOWER])).toBe(true);
    expect(await builtInJudge("The tower was completed in 1899.", [TOWER])).toBe(false);
  });
});

describe("citations", () => {
  it("of no source cost precision and validity, and are a share of all marks", async () => {
    const answer = anAnswer(["The tower was completed in 1889 [1][9].", "The tower stands in Paris [7]."], sources);
    const { counts, scores } = await score(answer);
    expect(counts).toMatchObject({ citations: 3, invalidCitations: 2 });
    expect(scores).toMatchObject({
      ...{ citationPrecision: 1 / 3, citationRecall: 1 / 2, citationValidity: 1 / 2, invalidCitationRate: 2 / 3 },
    });
  });

  it("that the validation took out of the draft are counted as well", async () => {
    const answer = anAnswer(["The tower was completed in 1889 [1]."], sources, { invalidCitations: 3 });
    const { counts, scores } = await score(answer);
    expect(counts).toMatchObject({ citations: 1 + 3, invalidCitations: 3 });
    expect(scores).toMatchObject({ invalidCitationRate: 3 / (1 + 3), citationPrecision: 1, citationValidity: 1 });
  });

  it("are verbatim where the sentence stands letter for letter in the cited source", async () => {
    const answer = anAnswer(["The tower was completed in 1889 [1].", "In Paris stands the tower [1]."], sources);
    expect((await score(answer)).scores.verbatimShare).toBe(1 / 2);
  });

  it("are held against gold sentences where an annotator marked some", async () => {
    const answer = anAnswer(["The tower was completed in 1889 [1].", "The pier is made of wood [2]."], sources);
    const gold = ["The tower was completed in 1889.", "The tower stands in Paris.", "Gustave designed it."];
    expect((await score(answer, { goldSentences: [gold] })).scores).toMatchObject({
      sentenceCitationPrecision: 1 / 2,
      sentenceCitationRecall: 1 / 3,
      sentenceCitationF1: (2 * (1 / 2) * (1 / 3)) / (1 / 2 + 1 / 3),
    });
    const missing = { sentenceCitationPrecision: null, sentenceCitationRecall: null, sentenceCitationF1: null };
    expect((await score(answer)).scores).toMatchObject(missing);
    expect((await score(answer, { goldSentences: [gold], answerable: false })).scores).toMatchObject(missing);
  });
});

describe("what an answer gets right", () => {
  const answer = anAnswer(["The tower was completed in 1889 [1]."], sources);

  it("is its share of the key facts, or any of the short answers", async () => {
    const keyFacts: QuestionRow["keyFacts"] = [["1889", "89"], ["Paris"], ["iron"]];
    expect((await score(answer, { keyFacts })).scores).toMatchObject({ answerRecall: 1 / 3, claimRecall: null });
    expect((await score(answer, { answers: ["in 1888", "1889"] })).scores).toMatchObject({ answerRecall: 1 });
    expect((await score(answer, { answers: ["1888"] })).scores).toMatchObject({ answerRecall: 0 });
  });

  it("is the share of a long reference's sentences that it says", async () => {
    const long = "The tower was completed in 1889. It was painted in three shades of brown by sixty painters.";
    expect((await score(answer, { answers: [long] })).scores).toMatchObject({ answerRecall: null, claimRecall: 1 / 2 });
    // The best of several references counts.
    const other = "The tower was completed in 1889, which is all that has to be said.";
    const exact = `${TOWER.split(". ")[0]}. The tower was completed in 1889.`;
    expect((await score(answer, { answers: [long, other, exact] })).scores.claimRecall).toBe(1);
  });

  it("is nothing to be measured where there is no answer to find", async () => {
    const missing = { answerRecall: null, claimRecall: null };
    expect((await score(answer, { answerable: false, answers: [] })).scores).toMatchObject(missing);
    expect((await score(answer, { answers: [] })).scores).toMatchObject({ ...missing, cragScore: null });
  });

  it("is kept with what it was held against", async () => {
    expect((await score(answer, { answers: ["1889", "the year 1889"] })).reference).toEqual(["1889", "the year 1889"]);
    const keyFacts: QuestionRow["keyFacts"] = [["1889", "89"], ["Paris"]];
    expect((await score(answer, { keyFacts })).reference).toEqual(["1889", "Paris"]);
  });

  it("is held against the answers where the list of key facts is empty", async () => {
    const { scores, reference } = await score(answer, { answers: ["1889"], keyFacts: [] });
    expect({ recall: scores.answerRecall, reference }).toEqual({ recall: 1, reference: ["1889"] });
  });
});

describe("points as CRAG gives them", () => {
  const answer = anAnswer(["The tower was completed in 1889 [1]."], sources);
  const long = (sentences: readonly string[]) => ({ answers: [sentences.join(" ")] });
  const said = "The tower was completed in 1889.";
  const unsaid = ["Sixty painters painted it brown.", "Its lifts were rebuilt several decades later."];

  it.each([
    ["+1 for all key facts", { keyFacts: [["1889"], ["tower"]] }, 1],
    ["-1 for some of them", { keyFacts: [["1889"], ["Paris"]] }, -1],
    ["+1 for the short answer", { answers: ["1889"] }, 1],
    ["-1 for another", { answers: ["1888"] }, -1],
    ["+1 for half of a long reference", long([said, unsaid[0]!]), 1],
    ["-1 for less than half", long([said, ...unsaid]), -1],
    ["-1 for an answer to what has none", { answerable: false, answers: [] }, -1],
  ] as [string, Partial<QuestionRow>, number][])("are %s", async (_, question, points) => {
    expect((await score(answer, question)).scores.cragScore).toBe(points);
  });

  it("are 0 for an abstention, right or not", async () => {
    expect((await score(anAbstention(), { answers: ["1889"] })).scores.cragScore).toBe(0);
    expect((await score(anAbstention(), { answerable: false })).scores.cragScore).toBe(0);
  });
});

describe("an abstention", () => {
  it("says nothing: no claims, no citations, nothing to be valid or long", async () => {
    const row = await score(anAbstention({ confidence: 0.2 }), { answers: ["1889"] });
    expect(row).toMatchObject({ abstained: true, confidence: 0.2, answerText: "", claims: [] });
    expect(row.counts).toEqual({
      ...{ claims: 0, supported: 0, unsupported: 0, contradicted: 0, citations: 0, invalidCitations: 0 },
    });
    for (const name of [
      ...["faithfulness", "hallucinationRate", "contradictionRate", "citationRecall", "citationPrecision"],
      ...["invalidCitationRate", "citationValidity", "verbatimShare", "words", "sentenceCitationF1"],
    ]) {
      expect([name, row.scores[name]]).toEqual([name, null]);
    }
  });

  it("says nothing of what it should have said", async () => {
    expect((await score(anAbstention(), { answers: ["1889"] })).scores.answerRecall).toBe(0);
    expect((await score(anAbstention(), { answerable: false, answers: [] })).scores.answerRecall).toBeNull();
  });
});

describe("the document that answers", () => {
  const gold = { answers: ["1889"], passages: [{ id: "tower", title: "Tower", text: TOWER, gold: true }] };
  const ranking = (documents: readonly string[]) =>
    documents.map((documentId, i) => ({
      ...{ passageId: `${documentId}#${i}`, documentId, title: "", heading: "", text: "", score: 1, relevance: null },
    }));
  const answer = anAnswer(["The tower was completed in 1889 [1]."], sources);

  it("is ranked in each stage by document, so that the stage that lost it shows", async () => {
    // Three passages of two other documents stand before it, then none of it is left.
    const trace = { retrieved: ranking(["a", "a", "b", "tower"]), ranked: ranking(["a", "b"]) };
    expect((await score(answer, gold, { trace })).scores).toMatchObject({
      "retrieved.mrr@10": 1 / 3,
      "ranked.mrr@10": 0,
    });
  });

  it("counts among the first ten documents only", async () => {
    const others = Array.from({ length: 10 }, (_, i) => `d${i}`);
    const trace = { retrieved: ranking([...others.slice(0, 9), "tower"]), ranked: ranking([...others, "tower"]) };
    expect((await score(answer, gold, { trace })).scores).toMatchObject({
      "retrieved.mrr@10": 1 / 10,
      "ranked.mrr@10": 0,
    });
  });

  it("is looked for by its passage too, whatever the white space and marks around its words", async () => {
    const ranked = ["Another text.", `Before it. **${TOWER.replaceAll(" ", "  ")}** After it.`].map((text, i) => ({
      ...{ passageId: `d#${i}`, documentId: "d", title: "", heading: "", text, score: 1, relevance: null },
    }));
    const found = await score(answer, gold, { trace: { retrieved: [], ranked } });
    expect(found.scores["goldPassage.mrr"]).toBe(1 / 2);
    const lost = await score(answer, gold, { trace: { retrieved: [], ranked: ranked.slice(0, 1) } });
    expect(lost.scores["goldPassage.mrr"]).toBe(0);
  });

  it("is among the first three sources or not", async () => {
    const order = (names: readonly string[]) =>
      anAnswer(
        ["The tower was completed in 1889 [1]."],
        names.map((name, i) => aSource(i + 1, name, TOWER)),
      );
    expect((await score(order(["a", "b", "tower"]), gold)).scores["goldDocument@3"]).toBe(1);
    expect((await score(order(["a", "b", "c", "tower"]), gold)).scores["goldDocument@3"]).toBe(0);
  });

  it("is not looked for where there is none, or no answer", async () => {
    const missing = { "retrieved.mrr@10": null, "ranked.mrr@10": null, "goldDocument@3": null };
    const unmarked = { passages: [{ id: "tower", title: "Tower", text: TOWER }] };
    expect((await score(answer, unmarked)).scores).toMatchObject(missing);
    expect((await score(answer, { ...gold, answerable: false })).scores).toMatchObject(missing);
  });
});

describe("sources that disagree", () => {
  const conflict = { answers: ["1889", "1890"], wrongAnswers: ["1999"] };
  const years = [1889, 1890, 1999].map((year, i) => aSource(i + 1, `d${year}`, `The tower was completed in ${year}.`));
  const saying = (...sentences: string[]) => anAnswer(sentences, years);

  it("are shown by an answer that gives each right answer with its source, and no wrong one", async () => {
    const answer = saying("The tower was completed in 1889 [1].", "The tower was completed in 1890 [2].");
    expect((await score(answer, conflict)).scores).toMatchObject({
      ...{ rightShare: 2 / 2, wrongStated: 0, strictSuccess: 1, conflictShown: 1 },
    });
  });

  it("are not got right with one of two answers, or with a wrong one beside them", async () => {
    expect((await score(saying("The tower was completed in 1889 [1]."), conflict)).scores).toMatchObject({
      ...{ rightShare: 1 / 2, wrongStated: 0, strictSuccess: 0, conflictShown: 0 },
    });
    const all = saying(...years.map((_, i) => `The tower was completed in ${[1889, 1890, 1999][i]} [${i + 1}].`));
    expect((await score(all, conflict)).scores).toMatchObject({
      ...{ rightShare: 2 / 2, wrongStated: 1, strictSuccess: 0, conflictShown: 1 },
    });
  });

  it("are all missed by an abstention", async () => {
    expect((await score(anAbstention(), conflict)).scores).toMatchObject({ rightShare: 0, strictSuccess: 0 });
  });

  it("are not looked for where no other answer is known", async () => {
    for (const row of [
      await score(saying("The tower was completed in 1889 [1]."), { answers: ["1889", "1890"] }),
      await score(saying("The tower was completed in 1889 [1]."), { answers: ["1889"], wrongAnswers: [] }),
    ]) {
      expect(row.scores).not.toHaveProperty("strictSuccess");
    }
  });
});

describe("what else is kept of an answer", () => {
  const answer = anAnswer(["The tower was completed in 1889 [1]."], sources, {
    ...{ confidence: 0.7, degraded: ["dense"], usage: { promptTokens: 5, completionTokens: 5, llmCalls: 2 } },
  });

  it("is its text, length, confidence, model calls and what it went without", async () => {
    expect(await score(answer, { answers: ["1889"] })).toMatchObject({
      ...{ id: "q1", text: "When was the tower completed?", answerable: true, abstained: false, confidence: 0.7 },
      ...{ answerText: "The tower was completed in 1889 [1].", llmCalls: 2, degraded: ["dense"] },
      scores: { words: "The tower was completed in 1889".split(" ").length },
    });
  });

  it("is how long it took, unless model outputs came from the cache", async () => {
    const { timings, scores } = await score(answer, {}, { cached: false });
    expect(timings).toEqual(answer.timings);
    expect(scores.msTotal).toBe(answer.timings.total);
    const cached = await score(answer, {}, { cached: true });
    expect(cached.timings).toBeNull();
    expect(cached.scores.msTotal).toBeNull();
  });

  it.each([
    [6, "1-6"],
    [7, "7-12"],
    [12, "7-12"],
    [13, "13+"],
  ])("are its slices: kind, outcome, answerable, and a question of %i words", async (words, questionWords) => {
    const question = `${"why ".repeat(words).trim()}?`;
    expect((await score(answer, { question, kind: "fact" })).slices).toEqual({
      ...{ kind: "fact", answerable: "yes", outcome: "answered", questionWords },
    });
    const { slices } = await score(anAbstention(), { question, answerable: false });
    expect(slices).toEqual({ answerable: "no", outcome: "abstained", questionWords });
  });
});
