import type { Passage } from "../../domain/document.js";
import { INDEX_TERMS_VERSION, indexTerms } from "../../text/index-terms.js";
import { stem, words } from "../../text/tokens.js";
import { spelledWords } from "./spellings.js";
import type { FieldWeights } from "./postings.js";

/** How passages and queries become index terms: the one place that decides it. */
export const queryTerms = indexTerms;

/** The term of a single word. */
export function wordTerm(word: string): string {
  return stem(words(word)[0] ?? "");
}

/** Terms of title, headings and body. */
export function passageFields({
  title,
  headingPath,
  text,
}: Pick<Passage, "title" | "headingPath" | "text">): string[][] {
  return [indexTerms(title), indexTerms(headingPath.join(" ")), indexTerms(text)];
}

/** Holds one of most things that an analysis may treat in its own way, should somebody forget to raise the version. */
const SAMPLE = {
  title: "The Searches of Café-Owners’ files, v5.2",
  headingPath: ["ERR_BODY_TOO_LARGE", "camelCaseName and snake_case_name"],
  text: "RFC 9309: “robots.txt” isn't secured; C++ and Node.js' fs.readFileSync() running on 2024-05-01. Größe, 検索, 10,000.5",
};

/** Tells apart whatever makes different postings of the same passages. */
export function analysisFingerprint(fieldWeights: FieldWeights): string {
  return JSON.stringify([INDEX_TERMS_VERSION, fieldWeights, passageFields(SAMPLE), spelledWords(SAMPLE)]);
}
