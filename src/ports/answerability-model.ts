/** A cross-encoder that reads question and passage together. */
export interface AnswerabilityModel {
  readonly modelId: string;
  /**
   * Log-odds that each text answers the question, in order: not whether it is about it. Not calibrated.
   * @throws FootnoteError OVERLOADED, ABORTED, MODEL_MISSING, MODEL_CORRUPT
   */
  score(question: string, texts: string[], signal?: AbortSignal): Promise<number[]>;
}
