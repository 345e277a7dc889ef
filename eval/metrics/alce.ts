import { findCitationMarks, removeCitationMarks } from "../../src/text/citation-marks.js";
import { type Measured, ratio } from "./mean.js";

/** A sentence of an answer, without its marks, and the source numbers that they name. */
export interface CitedSentence {
  text: string;
  citations: readonly number[];
}

/** Whether the passages, taken together, say what the claim says. */
export type SupportPredicate = (claim: string, passages: string[]) => Promise<boolean> | boolean;

/** Shares of one answer, and the counts they are made of, to pool over answers. */
export interface CitationQuality {
  /** `supportedSentences` / `sentences`; null for an answer without sentences. */
  recall: Measured;
  /** `relevantCitations` / `citations`; null for an answer without citations, which the published script gives 0. */
  precision: Measured;
  sentences: number;
  supportedSentences: number;
  /** Sentences without any mark. */
  uncitedSentences: number;
  /** Each source once a sentence, invalid ones too. */
  citations: number;
  relevantCitations: number;
  /** Citations of supported sentences that neither support alone nor are missed when taken away. */
  redundantCitations: number;
  /** Citations of a source that does not exist. */
  invalidCitations: number;
}

/**
 * Citation recall and precision of one answer, after ALCE (Gao et al., 2023, section on citation quality). A sentence
 * counts for recall when the passages of all sources it cites support it together. A citation counts for precision when
 * its sentence is supported and it is not irrelevant: it is irrelevant when it does not support the sentence alone and
 * the others do without it.
 *
 * Corrected against the published script (princeton-nlp/ALCE, eval.py):
 * - An invalid citation costs precision. The script leaves all citations of a sentence with an invalid one out of the
 *   denominator, and takes the sentence as unsupported; here the invalid one is a miss and the valid ones are judged.
 * - All citations of a sentence count. The script cuts them to the first three (`at_most_citations`), so that a sentence
 *   which needs its fourth is unsupported and a superfluous fourth costs nothing.
 * - A source marked twice in a sentence is cited once. In the script each mark counts, and of a source that
 *   is needed, but not enough alone, both look irrelevant.
 *
 * @param sources texts by source number, with their title where it names the subject; a citation of a number that is no
 *   key is invalid
 * @param supports asked once for the same claim and passages; passages come in the order of their numbers
 */
export async function citationQuality(
  sentences: readonly CitedSentence[],
  sources: ReadonlyMap<number, readonly string[]>,
  supports: SupportPredicate,
): Promise<CitationQuality> {
  const supportedBy = askOnce(sources, supports);
  const counts = {
    sentences: sentences.length,
    supportedSentences: 0,
    uncitedSentences: 0,
    citations: 0,
    relevantCitations: 0,
    redundantCitations: 0,
    invalidCitations: 0,
  };
  for (const { text, citations } of sentences) {
    const cited = [...new Set(citations)].sort((a, b) => a - b);
    const valid = cited.filter((number) => sources.has(number));
    counts.citations += cited.length;
    counts.invalidCitations += cited.length - valid.length;
    if (cited.length === 0) counts.uncitedSentences++;
    if (!(await supportedBy(text, valid))) continue;
    counts.supportedSentences++;
    for (const number of valid) {
      const others = valid.filter((other) => other !== number);
      const redundant = !(await supportedBy(text, [number])) && (await supportedBy(text, others));
      counts[redundant ? "redundantCitations" : "relevantCitations"]++;
    }
  }
  return {
    recall: ratio(counts.supportedSentences, counts.sentences),
    precision: ratio(counts.relevantCitations, counts.citations),
    ...counts,
  };
}

/** Reads the marks of a sentence as it stands in an answer: `Paris is large [1][2].` */
export function readCitedSentence(marked: string): CitedSentence {
  return {
    text: removeCitationMarks(marked).trim(),
    citations: findCitationMarks(marked).map((mark) => mark.number),
  };
}

/** The judge over source numbers, its verdicts remembered. Nothing is supported by no text, nor a claim without words. */
function askOnce(sources: ReadonlyMap<number, readonly string[]>, supports: SupportPredicate) {
  const verdicts = new Map<string, Promise<boolean> | boolean>();
  return (claim: string, numbers: readonly number[]): Promise<boolean> | boolean => {
    const passages = numbers.flatMap((number) => sources.get(number) ?? []);
    if (passages.length === 0 || !/[\p{L}\p{N}]/u.test(claim)) return false;
    const key = JSON.stringify([claim, passages]);
    const verdict = verdicts.get(key) ?? supports(claim, passages);
    verdicts.set(key, verdict);
    return verdict;
  };
}
