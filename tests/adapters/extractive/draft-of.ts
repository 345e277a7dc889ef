import { createExtractiveGenerator } from "../../../src/adapters/extractive/extractive-generator.js";
import type { SelectionSettings } from "../../../src/adapters/extractive/select-units.js";
import type { Evidence } from "../../../src/domain/candidate.js";
import { findCitationMarks, removeCitationMarks } from "../../../src/text/citation-marks.js";
import { aPlan } from "../../doubles/evidence.js";

const SETTINGS: SelectionSettings = { maxSentences: 4, maxWords: 85, minRelativeScore: 0.5, maxRepetition: 0.75 };

/** A draft read to its end, with the numbers each sentence cites and the sentence without its marks. */
export async function draftOf(evidence: Evidence[], changed: Partial<SelectionSettings> = {}) {
  const generator = createExtractiveGenerator({ ...SETTINGS, ...changed });
  const { sources, sentences } = generator.write(aPlan("What?"), evidence, new AbortController().signal);
  const lines = [];
  for await (const { text, separator } of sentences) {
    const cites = findCitationMarks(text).map(({ number }) => number);
    lines.push({ text, separator, cites, bare: removeCitationMarks(text) });
  }
  return { sources, lines, bare: lines.map((line) => line.bare) };
}
