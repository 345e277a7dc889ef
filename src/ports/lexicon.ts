/** Words of the language, whatever the documents are about. */
export interface Lexicon {
  /** Whether a lower-case word is one of them. */
  has(word: string): Promise<boolean>;
}
