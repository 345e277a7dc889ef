import type { Candidate, Evidence } from "./candidate.js";
import type { Question, SearchPlan } from "./query.js";

export type Verdict = "supported" | "partial" | "unsupported" | "contradicted" | "uncited";

export interface EvidenceSpan {
  /** Number of the cited source. */
  source: number;
  passageId: string;
  quote: string;
  /** `passage.text.slice(start, end) === quote`. */
  start: number;
  end: number;
}

export interface Claim {
  /** The claim as it stands in the answer, marks included: `answer.text.slice(start, end) === text`. */
  text: string;
  start: number;
  end: number;
  citations: number[];
  verdict: Verdict;
  /** Support, 0..1. */
  score: number;
  /** Why the verdict is what it is, in words for a reader. */
  reason: string;
  evidence: EvidenceSpan[];
}

export interface SourcePassage {
  id: string;
  headingPath: string[];
  /** Page of the document on which the passage starts, from 1; null in formats without pages. */
  page: number | null;
  text: string;
  /** Offsets into the document's stored text. */
  start: number;
  end: number;
}

export interface Source {
  /** The number in the citation marks, from 1. */
  number: number;
  documentId: string;
  title: string;
  url: string | null;
  publishedAt: string | null;
  passages: SourcePassage[];
}

export type AbstentionReason =
  "no-evidence" | "weak-evidence" | "unsupported-draft" | "conflicting-evidence" | "refused-input";

export interface Abstention {
  reason: AbstentionReason;
  /** One plain sentence for the reader. */
  message: string;
}

/** Sources that answer differently; the answer has both sentences. */
export interface Disagreement {
  /** In the order of the answer; the text is without marks. */
  sides: { source: number; publishedAt: string | null; text: string }[];
}

export type Stage = "understanding" | "retrieval" | "ranking" | "generation" | "validation";

/** The parts an answer can do without, in the order in which they are given up. */
export const DEGRADED_PARTS = [
  "cross-encoder",
  "llm-understanding",
  "dense",
  "llm",
  "answerability",
  "groundedness",
] as const;

/** Dollars a million tokens. */
export interface TokenPrices {
  input: number;
  output: number;
}

export type DegradedPart = (typeof DEGRADED_PARTS)[number];

/** What a language model was asked, in its own tokens; `{ promptTokens: 812, completionTokens: 40, llmCalls: 1 }`. */
export interface TokenUsage {
  promptTokens: number;
  completionTokens: number;
  llmCalls: number;
}

export interface Answer {
  id: string;
  question: string;
  standaloneQuestion: string;
  /** Abstaining is a result, not an error. */
  status: "answered" | "abstained";
  /** `Sentence one [1]. Sentence two [1][2].`; empty when abstained. */
  text: string;
  abstention: Abstention | null;
  /** Cited sources first, in order of citation; then the other evidence. */
  sources: Source[];
  claims: Claim[];
  /** Null when the sentences agree, as far as the engine can see. */
  disagreement: Disagreement | null;
  /** Calibrated probability, 0..1, that the evidence answers the question. */
  confidence: number;
  /** Marks of the draft that pointed to no source. */
  invalidCitations: number;
  degraded: DegradedPart[];
  /** Questions that the documents answer, near to this one. */
  relatedQuestions: string[];
  /** To ask a follow-up with; absent when the conversation is not kept. */
  conversationId?: string;
  profile: string;
  /** Version of the answer prompt; null when no model wrote the answer. */
  promptVersion: string | null;
  /** Milliseconds by stage, and in all; `related`, when related questions were looked for, is what they took of it. */
  timings: Record<Stage | "total", number> & { related?: number };
  /** With an estimate of the cost where prices are set. */
  usage: TokenUsage & { costUsd?: number };
}

/** What a writer hands over: numbered sources, then sentences with marks such as `[1]`. */
export interface Draft {
  sources: Source[];
  sentences: AsyncIterable<DraftSentence>;
  /** What a model is asked with; absent when none is. */
  prompt?: PromptUse;
  /** Version of the prompt behind the sentences read so far; null, or absent, when no model wrote them. */
  promptVersion?(): string | null;
  /**
   * One try to write a sentence anew, where a model wrote it: told what is wrong with it, in words. Null when it cannot.
   * Absent when nobody can.
   */
  rewrite?(sentence: string, reason: string): Promise<string | null>;
  /** Sentences to go on with when none of these has held, under the same numbers; null, or absent, when there are none. */
  instead?(): AsyncIterable<DraftSentence> | null;
}

/** How a model was asked, for the trace. */
export interface PromptUse {
  /** `answer.v3`, and the first digits of its file's hash. */
  version: string;
  hash: string;
  model: string;
  /** Estimated size of the sources in it. */
  tokens: number;
  /** Passages that found no room, or not all of theirs. */
  leftOut: { passageId: string; why: "no room" | "cut short" }[];
}

/** One step of making a sentence of the draft hold, or of giving it up. */
export interface RepairStep {
  kind: "invalid-marks-removed" | "citation-removed" | "recited" | "rewritten" | "cut" | "smoothed" | "dropped";
  /** The sentence with its marks, before and after; empty when it was dropped. */
  before: string;
  after: string;
  /** In words for a reader. */
  reason: string;
}

export interface DraftSentence {
  /** One sentence, list item or code block with its marks: `Sentence one [1].` */
  text: string;
  /** What goes between this sentence and the one before. */
  separator: " " | "\n";
}

export interface ErrorBody {
  code: string;
  message: string;
  hint: string;
}

/** Everything that happens to one question, in order. Every way in consumes this stream. */
export type AnswerEvent =
  | { type: "query-understood"; id: string; plan: SearchPlan }
  | { type: "passages-retrieved"; candidates: Candidate[] }
  | { type: "passages-ranked"; evidence: Evidence[]; sources: Source[]; prompt?: PromptUse }
  | { type: "claim-checked"; claim: Claim; kept: boolean; repairs: RepairStep[] }
  | { type: "answer-delta"; text: string }
  | { type: "answer-validated"; answer: Answer }
  | { type: "answer-end"; id: string }
  | { type: "answer-error"; error: ErrorBody };

/** What validation tells while it checks. */
export type ValidationEvent = Extract<AnswerEvent, { type: "claim-checked" | "answer-delta" }>;

/** What validation leaves of a draft: a checked text, or a reason to abstain. */
export interface Validated {
  text: string;
  claims: Claim[];
  disagreement: Disagreement | null;
  abstention: Abstention | null;
  confidence: number;
  invalidCitations: number;
}

/** All that is known of a question when its answer stands. */
export interface Answered {
  question: Question;
  plan: SearchPlan;
  candidates: Candidate[];
  evidence: Evidence[];
  validated: Validated;
}
