/** A cross-encoder that reads evidence and claim together. */
export interface SupportModel {
  readonly modelId: string;
  /**
   * Log-odds that the evidence fully supports the claim, one a pair, in order. Not calibrated across domains: to be used
   * together with other signals.
   * @throws FootnoteError OVERLOADED, ABORTED, MODEL_MISSING, MODEL_CORRUPT
   */
  score(pairs: SupportPair[], signal?: AbortSignal): Promise<number[]>;
}

export interface SupportPair {
  evidence: string;
  claim: string;
}
