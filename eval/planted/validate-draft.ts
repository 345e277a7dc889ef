import type { Draft, Source } from "../../src/domain/answer.js";
import type { Evidence } from "../../src/domain/candidate.js";
import type { SearchPlan } from "../../src/domain/query.js";
import { addCitationMarks } from "../../src/text/citation-marks.js";
import { createValidate } from "../../src/validation/validate.js";
import type { SuiteOptions } from "../suites/suite.js";
import type { PlantedDraft } from "./plant-drafts.js";
import { unattendedRun } from "../../src/domain/run.js";

/** What validation made of one sentence of the draft. */
export interface ValidatedSentence {
  /** With its marks. */
  text: string;
  citations: number[];
  kept: boolean;
  verdict: string;
}

/**
 * The validation stage over a planted draft, one result a sentence; the evidence is posed as a sure answer, so that only
 * the sentences are judged. None is kept when the whole answer was withheld.
 */
export async function validateDraft(
  draft: PlantedDraft,
  { models, settings }: Pick<SuiteOptions, "models" | "settings">,
): Promise<ValidatedSentence[]> {
  const index = { wordRarity: async (words: string[]) => words.map(() => 1) };
  const validate = createValidate({ index, ...models }, settings.validation);
  const evidence = draft.passages.map(asEvidence);
  const question = draft.passages[0]!.title;
  const plan: SearchPlan = {
    ...{ question, standaloneQuestion: question, intent: "question", answerType: "any" },
    ...{ subQueries: [question], filters: {} },
  };
  const run = unattendedRun();
  const events = validate(plan, evidence, asDraft(draft), run);
  const sentences: ValidatedSentence[] = [];
  for (;;) {
    const next = await events.next();
    if (next.done) {
      const { abstention } = next.value;
      if (abstention && abstention.reason !== "unsupported-draft") {
        throw new Error(`draft ${draft.id} was not judged: ${abstention.reason}`);
      }
      return abstention ? sentences.map((sentence) => ({ ...sentence, kept: false })) : sentences;
    }
    if (next.value.type !== "claim-checked") continue;
    const { claim, kept } = next.value;
    sentences.push({ text: claim.text, citations: claim.citations, kept, verdict: claim.verdict });
  }
}

function asDraft({ passages, sentences }: PlantedDraft): Draft {
  const sources = passages.map(({ id, title, text }, i): Source => {
    const passage = { id, headingPath: [], page: null, text, start: 0, end: text.length };
    return { number: i + 1, documentId: id, title, url: null, publishedAt: null, passages: [passage] };
  });
  async function* write() {
    for (const { text, marks } of sentences) yield { text: addCitationMarks(text, marks), separator: " " as const };
  }
  return { sources, sentences: write() };
}

/** As the ranking stage hands it over; of several passages the first stands out. */
function asEvidence({ id, title, text }: PlantedDraft["passages"][number], i: number): Evidence {
  const passage = {
    ...{ id, documentId: id, title, url: null, publishedAt: null, tags: [], trust: "normal" as const },
    ...{ page: null, headingPath: [], start: 0, end: text.length, text },
  };
  const [first] = text.split("\n");
  const sentences = [{ text: first!, start: 0, end: first!.length, score: 0.99 }];
  const arm = { rank: i + 1, score: i === 0 ? 0.95 : 0.5 };
  return { passage, score: 1, bm25: arm, dense: arm, relevance: i === 0 ? 10 : -5, sentences };
}
