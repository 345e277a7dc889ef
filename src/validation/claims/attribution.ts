import { removeCitationMarks } from "../../text/citation-marks.js";

const NOUN =
  "(?:contexts?|sources?|documents?|documentation|passages?|articles?|texts?|excerpts?|information|results?)";
const STATE = "(?:provided|given|available|retrieved|cited|above)";
const ATTRIBUTION = new RegExp(
  `^(?:(?:according to|based on|as (?:stated|described|mentioned|noted|shown) in|as per|per) ` +
    `(?:the|these|this|those|all|your)(?: ${STATE})? (?:search )?${NOUN}(?: ${STATE})?,\\s+` +
    `|(?:the|these|this)(?: ${STATE})? ${NOUN} (?:states?|says?|mentions?|indicates?|notes?|shows?) that\\s+)`,
  "i",
);

/** What a claim states, and where that begins in the claim without marks. */
export function readStatement(claim: string): { statement: string; from: number } {
  const said = removeCitationMarks(claim).trim();
  const from = attributionLength(said);
  return { statement: said.slice(from), from };
}

/**
 * Length of what says where a statement is from, in front of what it states: "According to the given contexts, ". The
 * marks say that, and no passage speaks of passages.
 */
export function attributionLength(statement: string): number {
  return ATTRIBUTION.exec(statement)?.[0].length ?? 0;
}
