import type { Answer, AnswerEvent, Claim, Source } from "../../src/domain/answer.js";
import type { Candidate, Evidence } from "../../src/domain/candidate.js";
import type { Passage } from "../../src/domain/document.js";
import type { SearchPlan } from "../../src/domain/query.js";

/** One small, whole answer: two sentences from two documents, with every offset right. */
export const EXAMPLE_ID = "3f2a91c4-7b1e-4a53-9d0c-5a1f7e3b2c10";

const passages: Passage[] = [
  passage("retrieval/bm25.md", "BM25", ["Where it shines"], "BM25 finds exact names. It needs no training."),
  passage("retrieval/dense.md", "Dense retrieval", [], "Dense vectors find paraphrases. They need a model."),
];

export const examplePlan: SearchPlan = {
  question: "BM25 or dense vectors?",
  standaloneQuestion: "BM25 or dense vectors?",
  intent: "comparison",
  answerType: "any",
  subQueries: ["BM25 or dense vectors?", "BM25"],
  filters: { site: "retrieval" },
};

export const exampleCandidates: Candidate[] = passages.map((passage, index) => ({
  passage,
  score: 0.9 - index / 10,
  bm25: index === 0 ? { rank: 1, score: 11.2 } : null,
  dense: { rank: 2 - index, score: 0.81 },
}));

const exampleEvidence: Evidence[] = exampleCandidates.map((candidate) => ({
  ...candidate,
  relevance: 5.25,
  sentences: [
    { text: firstSentence(candidate.passage), start: 0, end: firstSentence(candidate.passage).length, score: 0.77 },
  ],
}));

const sources: Source[] = passages.map(({ documentId, title, id, headingPath, page, text, start, end }, index) => ({
  number: index + 1,
  documentId,
  title,
  url: null,
  publishedAt: "2026-05-11",
  passages: [{ id, headingPath, page, text, start, end }],
}));

const text = "BM25 finds exact names [1]. Dense vectors find paraphrases [2].";
const claims = [claim("BM25 finds exact names [1].", 1), claim("Dense vectors find paraphrases [2].", 2)];

export const exampleAnswer: Answer = {
  id: EXAMPLE_ID,
  question: examplePlan.question,
  standaloneQuestion: examplePlan.standaloneQuestion,
  status: "answered",
  text,
  abstention: null,
  sources,
  claims,
  disagreement: null,
  confidence: 0.91,
  invalidCitations: 0,
  degraded: ["cross-encoder"],
  relatedQuestions: [],
  profile: "balanced",
  promptVersion: null,
  timings: { understanding: 1.2, retrieval: 21, ranking: 310, generation: 4, validation: 9, total: 345.2 },
  usage: { promptTokens: 0, completionTokens: 0, llmCalls: 0 },
};

export const exampleEvents: AnswerEvent[] = [
  { type: "query-understood", id: EXAMPLE_ID, plan: examplePlan },
  { type: "passages-retrieved", candidates: exampleCandidates },
  { type: "passages-ranked", evidence: exampleEvidence, sources },
  { type: "claim-checked", claim: claims[0]!, kept: true, repairs: [] },
  { type: "answer-delta", text: claims[0]!.text },
  { type: "claim-checked", claim: claims[1]!, kept: true, repairs: [] },
  { type: "answer-delta", text: ` ${claims[1]!.text}` },
  { type: "answer-validated", answer: exampleAnswer },
  { type: "answer-end", id: EXAMPLE_ID },
];

function passage(documentId: string, title: string, headingPath: string[], text: string): Passage {
  const place = { start: 0, end: text.length };
  return {
    id: `${documentId}#0`,
    documentId,
    title,
    url: null,
    publishedAt: "2026-05-11",
    tags: [],
    trust: "normal",
    page: null,
    headingPath,
    ...place,
    text,
  };
}

function firstSentence({ text }: Passage): string {
  return text.slice(0, text.indexOf(".") + 1);
}

function claim(sentence: string, number: number): Claim {
  const start = text.indexOf(sentence);
  const { id, ...cited } = passages[number - 1]!;
  const quote = firstSentence({ id, ...cited });
  return {
    text: sentence,
    start,
    end: start + sentence.length,
    citations: [number],
    verdict: "supported",
    score: 1,
    reason: "The sentence stands word for word in the passage.",
    evidence: [{ source: number, passageId: id, quote, start: 0, end: quote.length }],
  };
}
