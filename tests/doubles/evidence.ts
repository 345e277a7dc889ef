import type { Candidate, Evidence } from "../../src/domain/candidate.js";
import type { Passage } from "../../src/domain/document.js";
import type { SearchPlan } from "../../src/domain/query.js";
import { splitSentences } from "../../src/text/sentences.js";

export function aPassage(text: string, { documentId = "a.md", ordinal = 0, ...rest }: PassageOptions = {}): Passage {
  return {
    id: `${documentId}#${ordinal}`,
    documentId,
    title: "",
    url: null,
    publishedAt: null,
    tags: [],
    trust: "normal",
    page: null,
    headingPath: [],
    start: 0,
    end: text.length,
    text,
    ...rest,
  };
}

export type PassageOptions = Partial<Pick<Passage, "documentId" | "title" | "headingPath" | "publishedAt">> & {
  ordinal?: number;
};

export function aCandidate(text: string, score: number, options?: PassageOptions): Candidate {
  return { passage: aPassage(text, options), score, bm25: null, dense: null };
}

/** Evidence with its sentences split as in ranking, each scored by `scoreOf`. */
export function someEvidence(
  text: string,
  scoreOf: (sentence: string, position: number) => number = () => 0.5,
  options?: PassageOptions,
): Evidence {
  const sentences = splitSentences(text).map(({ start, end }, i) => {
    const sentence = text.slice(start, end);
    return { text: sentence, start, end, score: scoreOf(sentence, i) };
  });
  return { ...aCandidate(text, 0.8, options), relevance: null, sentences };
}

export function aPlan(question: string, rest: Partial<SearchPlan> = {}): SearchPlan {
  return {
    question,
    standaloneQuestion: question,
    intent: "question",
    answerType: "any",
    subQueries: [question],
    filters: {},
    ...rest,
  };
}
