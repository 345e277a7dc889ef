import { collectAnswer, answer as answerQuestion, type Stages } from "../../src/answer-engine.js";
import { createStages, openIndex } from "../../src/compose.js";
import type { Draft, DraftSentence } from "../../src/domain/answer.js";
import type { Evidence } from "../../src/domain/candidate.js";
import { numberSources } from "../../src/domain/source.js";
import { addCitationMarks } from "../../src/text/citation-marks.js";
import { type ClaimRow, readClaims } from "../data/claims.js";
import { readQuestions } from "../data/questions.js";
import { collect } from "../data/rows.js";
import { ratio } from "../metrics/mean.js";
import { type EvalRow, meanScore, type Suite, type SuiteOptions } from "../suites/suite.js";

/** A number no source has. */
const NO_SOURCE = 99;

/**
 * What the validation stage makes of a writer that invents: retrieval and ranking are real, the draft is scripted. Its
 * four sentences are one that stands in the first source, a claim which the guide's claim set marks as unsupported,
 * one without a citation, and one that cites a source that does not exist.
 */
export const draftsSuite: Suite = {
  name: "drafts",
  description: "what the claim check lets through when a writer invents",
  metrics: {
    goodKept: meanScore("goodKept"),
    inventedShown: meanScore("inventedShown", "lower"),
    uncitedShown: meanScore("uncitedShown", "lower"),
    invalidCounted: meanScore("invalidCounted"),
  },
  async open({ data, rows, flags, models, settings, profile }: SuiteOptions) {
    const questions = (await collect(readQuestions(data, rows))).filter((question) => question.answerable);
    const byId = new Map(questions.map((question) => [question.id, question]));
    const claims = await collect(readClaims(flags.claims as string));
    const invented = claims.filter(({ label }) => label === "unsupported");
    const opened = openIndex(flags.index as string, models.embedder);
    const stages = createStages({ index: opened.index, ...models }, settings);
    // Spread over the claims, which stand in the file by kind.
    const inventions = new Map(
      questions.map(({ id }, i) => [id, invented[Math.floor((i * invented.length) / questions.length)]!]),
    );
    return {
      items: questions,
      async measure(id) {
        const { question } = byId.get(id)!;
        const invention = inventions.get(id)!;
        let good = "";
        const scripted: Stages = {
          ...stages,
          generate: (_plan, evidence) => scriptedDraft((good = goodSentence(evidence)), evidence, invention),
        };
        const answer = await collectAnswer(answerQuestion({ text: question, history: [] }, scripted, { profile }));
        const row = { id, text: question, slices: { invention: invention.source }, answerText: answer.text };
        // An abstention shows nothing, good or bad: there is no draft to judge.
        if (answer.text === "" && answer.abstention?.reason !== "unsupported-draft")
          return { row: { ...row, scores: {} } };
        return { row: { ...row, scores: scoreDraft(answer, good, invention) } };
      },
      close: async () => opened.close(),
    };
  },
};

function scriptedDraft(good: string, evidence: Evidence[], invention: ClaimRow): Draft {
  const sources = numberSources(evidence.map(({ passage }) => passage));
  const sentence = (text: string, citations: number[]): DraftSentence => ({
    text: citations.length > 0 ? addCitationMarks(text, citations) : text,
    separator: " ",
  });
  async function* write(): AsyncGenerator<DraftSentence> {
    yield sentence(good, [1]);
    yield sentence(invention.claim, [1]);
    yield sentence(UNCITED, []);
    yield sentence(good, [1, NO_SOURCE]);
  }
  return { sources, sentences: write() };
}

const UNCITED = "Most readers never notice any of this.";

function goodSentence([first]: Evidence[]): string {
  return first?.sentences[0]?.text ?? first?.passage.text ?? "";
}

function scoreDraft(
  { text, invalidCitations }: { text: string; invalidCitations: number },
  good: string,
  { claim }: ClaimRow,
): EvalRow["scores"] {
  const shown = (part: string): number => Number(text.includes(part.replace(/[.!?]+$/, "")));
  return {
    goodKept: shown(good),
    inventedShown: shown(claim),
    uncitedShown: shown(UNCITED),
    invalidCounted: ratio(invalidCitations, 1),
  };
}
