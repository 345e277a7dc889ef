import type { Candidate, Evidence } from "../domain/candidate.js";
import type { Passage } from "../domain/document.js";
import { terms } from "../text/tokens.js";
import { questionOfHeading } from "./question-of-heading.js";

/** A question that a passage suggests, before anybody has looked whether it can be answered. */
export interface CandidateQuestion {
  question: string;
  passage: Passage;
}

export interface Material {
  /** What was asked, now and before in the conversation. */
  asked: readonly string[];
  /** Passages that the answer quotes. */
  cited: readonly Passage[];
  /** Passages that stand beside those, in their documents. */
  neighbours: readonly Passage[];
  evidence: readonly Evidence[];
  candidates: readonly Candidate[];
}

const MAX_PER_DOCUMENT = 2;

/**
 * Questions that the retrieved documents suggest by their headings, titles and definitions, the nearest to what was asked
 * first, each saying something new. What the answer has quoted is not asked about again, and documents of low trust get no
 * say: their words would be put into the reader's mouth.
 */
export function* candidateQuestions({
  asked,
  cited,
  neighbours,
  evidence,
  candidates,
}: Material): Generator<CandidateQuestion> {
  const covered = new Set(cited.map(sectionOf));
  const isCited = new Set(cited.map(({ id }) => id));
  const perDocument = new Map<string, number>();
  const known = asked.map((question) => new Set(terms(question)));

  const read = evidence.map(({ passage }) => passage);
  const found = candidates.map(({ passage }) => passage);
  const inOrder = [...interleaved(neighbours, read), ...cited, ...found];
  for (const passage of inOrder) {
    if (passage.trust === "low") continue;
    for (const question of questionsOf(passage, covered, isCited.has(passage.id))) {
      const count = perDocument.get(passage.documentId) ?? 0;
      const about = new Set(terms(question));
      if (count >= MAX_PER_DOCUMENT || known.some((earlier) => saysTheSame(about, earlier))) continue;
      perDocument.set(passage.documentId, count + 1);
      known.push(about);
      yield { question, passage };
    }
    covered.add(sectionOf(passage));
  }
}

/** Of a section that is quoted already only the terms that it explains in passing are left to ask about. */
function questionsOf(passage: Passage, covered: ReadonlySet<string>, isCited: boolean): string[] {
  const { headingPath, title, text } = passage;
  const heading = headingPath.at(-1);
  const ofHeading = covered.has(sectionOf(passage)) || !heading ? null : questionOfHeading(heading, text);
  const ofTitle = isCited ? null : questionOfHeading(title, text);
  return [ofHeading, ofTitle, ...definedTerms(text).map((term) => `What is ${term}?`)].filter(
    (question) => question !== null,
  );
}

/** "A shingle is a run of words" defines one of many; "HNSW is a graph index" a name. Of other sentences nobody can tell. */
const DEFINITION =
  /(?:^|[.!?]\s+|\n)(?:(An?) ([a-z][\w-]*(?: [a-z][\w-]*){0,2})|([A-Z][\w-]*[A-Z\d][\w-]*)) is (?:an?|the) (?=[a-z])/g;
const NO_TERM =
  /\b(?:of|in|on|at|for|with|and|or|to|by|from|which|that|not|also|only|then|often|usually|result|reason|answer|goal|idea|problem|point|question|difference|example|way|thing|first|last|next|other|same|alternative|minimum|maximum|step|hundred|thousand|dozen)$/;

/** Terms that a sentence defines and another one uses, with their article: "HNSW", "a shingle". */
function definedTerms(text: string): string[] {
  return Array.from(text.matchAll(DEFINITION), ([, article, term = "", name = ""]) => ({ article, term: term || name }))
    .filter(({ term }) => !NO_TERM.test(term) && text.toLowerCase().split(term.toLowerCase()).length > 2)
    .map(({ article, term }) => (article ? `${article.toLowerCase()} ${term}` : term));
}

function sectionOf({ documentId, headingPath }: Passage): string {
  return JSON.stringify([documentId, ...headingPath]);
}

const MAX_SHARED = 0.5;

/** Questions say the same when they share half of their terms, or when one is about nothing that the other is not. */
export function saysTheSame(about: ReadonlySet<string>, earlier: ReadonlySet<string>): boolean {
  const shared = [...about].filter((term) => earlier.has(term)).length;
  const all = about.size + earlier.size - shared;
  return about.size === 0 || shared / all >= MAX_SHARED || (about.size > 1 && shared === about.size);
}

function* interleaved<T>(...lists: (readonly T[])[]): Generator<T> {
  for (let i = 0; lists.some((list) => i < list.length); i++) {
    for (const list of lists) if (i < list.length) yield list[i]!;
  }
}
