/** A cross-encoder: reads question and text together. */
export interface Reranker {
  readonly modelId: string;
  /**
   * One relevance logit a text, in order (ms-marco models: about -11 unrelated .. +11 an answer).
   * @throws FootnoteError OVERLOADED, ABORTED, MODEL_MISSING, MODEL_CORRUPT
   */
  score(question: string, texts: string[], signal?: AbortSignal): Promise<number[]>;
}
