import {
  createExtractiveGenerator,
  type ExtractionSettings,
} from "../../../src/adapters/extractive/extractive-generator.js";
import type { Evidence } from "../../../src/domain/candidate.js";
import type { SearchPlan } from "../../../src/domain/query.js";
import { unattendedRun } from "../../../src/domain/run.js";
import { findCitationMarks, removeCitationMarks } from "../../../src/text/citation-marks.js";
import { aPlan } from "../../doubles/evidence.js";

const SETTINGS: ExtractionSettings = {
  ...{ maxSentences: 4, maxWords: 85, minRelativeScore: 0.5, maxRepetition: 0.75 },
  ...{ maxSides: 2, maxSideWords: 35, minSideScore: 0.2, valuelessFactor: 0.3 },
};

/** A draft read to its end, with the numbers each sentence cites and the sentence without its marks. */
export async function draftOf(
  evidence: Evidence[],
  changed: Partial<ExtractionSettings> = {},
  plan: Partial<SearchPlan> = {},
) {
  const generator = createExtractiveGenerator({ ...SETTINGS, ...changed });
  const { sources, sentences } = generator.write(
    aPlan(plan.standaloneQuestion ?? "What?", plan),
    evidence,
    unattendedRun(),
  );
  const lines = [];
  for await (const { text, separator } of sentences) {
    const cites = findCitationMarks(text).map(({ number }) => number);
    lines.push({ text, separator, cites, bare: removeCitationMarks(text) });
  }
  return { sources, lines, bare: lines.map((line) => line.bare) };
}
