import { identifiers } from "./identifiers.js";
import { isStopWord, stem, terms } from "./tokens.js";

/** Raised with every change of what `indexTerms` gives, so that indexes made before are made again. */
export const INDEX_TERMS_VERSION = 2;

/**
 * What a text is indexed and searched by: its stemmed words, and each identifier whole and by part, so that `bodyLimit` is
 * found by "body limit" and "FST_ERR_CTP_BODY_TOO_LARGE" finds first the passage that has all of it.
 */
export function indexTerms(text: string): string[] {
  const result = terms(text);
  for (const { whole, parts } of identifiers(text)) {
    if (!/^[a-z0-9]+$/.test(whole) || /\d/.test(whole)) result.push(whole);
    for (const part of parts) if (!isStopWord(part)) result.push(stem(part));
  }
  return result;
}
