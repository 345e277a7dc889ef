import type { Evidence, ScoredSentence } from "../domain/candidate.js";
import type { Run } from "../domain/run.js";
import type { Embedder } from "../ports/embedder.js";
import type { PassageIndex } from "../ports/passage-index.js";
import type { Reranker } from "../ports/reranker.js";
import { termCoverage, weightedTerms } from "../text/coverage.js";
import { splitSentences } from "../text/sentences.js";
import { contentWords, words } from "../text/tokens.js";

/** What speaks for a sentence as an answer. */
export interface SentenceSignals {
  /** Cross-encoder logit of the question and the sentence in its context; null when it did not run. */
  relevance: number | null;
  /** Cosine of the question and the sentence in its context; null when the embedding failed. */
  cosine: number | null;
  /** Share of the question's terms, weighted by rarity, that the sentence and its title hold. */
  coverage: number;
  /** Final score of its passage, 0..1. */
  passage: number;
}

export type ReadSentence = Omit<ScoredSentence, "score"> & { signals: SentenceSignals };

export interface SentenceReaderParts {
  index: Pick<PassageIndex, "wordRarity">;
  embedder: Embedder;
  reranker: Reranker;
}

/** Sentences read in one passage; 200 words rarely hold more than 15. */
const MAX_SENTENCES = 40;
/** Shorter ones are captions, labels and stray list markers. */
const MIN_WORDS = 3;

/** The sentences of each passage with their signals, in reading order. A model that fails is named in the run. */
export async function readSentences(
  question: string,
  evidence: Evidence[],
  { index, embedder, reranker }: SentenceReaderParts,
  { crossEncoderSignal, run }: { crossEncoderSignal: AbortSignal | null; run: Run },
): Promise<ReadSentence[][]> {
  const sentences = evidence.map(({ passage }) => sentencesOf(passage.text));
  const relevanceTexts = evidence.flatMap((item, i) => sentences[i]!.map(({ text }) => inContext(item, text, true)));
  const cosineTexts = evidence.flatMap((item, i) => sentences[i]!.map(({ text }) => inContext(item, text, false)));
  const questionWords = contentWords(question);
  const [relevances, cosines, rarities] = await Promise.all([
    crossEncoderSignal
      ? attempt("cross-encoder", run, () => reranker.score(question, relevanceTexts, crossEncoderSignal))
      : null,
    attempt("dense", run, () => embedAndCompare(question, cosineTexts, embedder, run.signal)),
    index.wordRarity(questionWords),
  ]);

  const terms = weightedTerms(questionWords, rarities);
  let next = 0;
  return evidence.map((item, i) =>
    sentences[i]!.map((sentence): ReadSentence => {
      const position = next++;
      const signals = {
        relevance: relevances?.[position] ?? null,
        cosine: cosines?.[position] ?? null,
        coverage: termCoverage(terms, cosineTexts[position]!),
        passage: item.score,
      };
      return { ...sentence, signals };
    }),
  );
}

async function embedAndCompare(question: string, texts: string[], embedder: Embedder, signal: AbortSignal) {
  const query = await embedder.embedQuery(question, signal);
  const vectors = await embedder.embedPassages(texts, signal);
  return vectors.map((vector) => vector.reduce((sum, value, i) => sum + value * query[i]!, 0));
}

async function attempt<T>(part: "cross-encoder" | "dense", run: Run, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (run.signal.aborted) throw error;
    run.degrade(part);
    return null;
  }
}

function sentencesOf(text: string): Omit<ScoredSentence, "score">[] {
  return splitSentences(text)
    .map(({ start, end }) => ({ start, end, text: text.slice(start, end) }))
    .filter((sentence) => words(sentence.text).length >= MIN_WORDS)
    .slice(0, MAX_SENTENCES);
}

/** A sentence rarely names its subject again; the title does, and the heading says what is being asked. */
function inContext({ passage }: Evidence, sentence: string, withHeading: boolean): string {
  const context = [passage.title, withHeading ? passage.headingPath.at(-1) : ""].filter(Boolean).join(", ");
  return context ? `${context}: ${sentence}` : sentence;
}
