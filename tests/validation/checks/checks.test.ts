import { describe, expect, it } from "vitest";
import { align } from "../../../src/validation/checks/align.js";
import { runChecks } from "../../../src/validation/checks/index.js";
import { readText } from "../../../src/validation/support/read-evidence.js";

const findings = (claim: string, passage: string) =>
  runChecks(align(readText(claim), readText(passage), readText(passage)));

describe("the hard checks", () => {
  it.each([
    ["number", "The tower was completed in 1899.", "The tower was completed in 1889.", "The passage says 1889, the sentence 1899."],
    ["number", "The queue holds 400 requests of 50 users.", "The queue holds 50 requests of 400 users.", "The passage says 50 requests, the sentence 400 requests."],
    ["unit", "A query takes 12 seconds on one core.", "A query takes 12 ms on one core.", "The passage says 12 ms, the sentence 12 seconds."],
    ["date", "The tower opened on 12 July 1889 in Paris.", "The tower opened on 12 June 1889 in Paris.", "The passage says 12 June 1889, the sentence 12 July 1889."],
    ["negation", "The index does not need training.", "The index needs training.", 'The sentence says "not", the passage does not deny it.'],
    ["negation", "The index needs training.", "The index needs no training.", 'The passage denies what the sentence says of "training".'],
    ["opposite", "Recall rises before the merge.", "Recall rises after the merge.", 'The passage says "after", the sentence "before".'],
    ["quantifier", "All searches use the cache.", "Some searches use the cache.", 'The passage says "Some", the sentence "All".'],
    ["quantifier", "The pool runs at least 4 workers.", "The pool runs at most 4 workers.", 'The passage says "at most", the sentence "at least".'],
    ["name", "The fast parser of this project was written in Rust by Lovelace.", "The fast parser of this project was written in Rust by Hopper.", "The passage says Hopper, the sentence Lovelace."],
    ["quotation", 'The author wrote "this will never scale up".', 'The author wrote "this may well scale up" in a letter.', "The passage does not have these words."],
    ["code", "Set `maxParamLength` to change the limit.", "Set `bodyLimit` to change the limit.", "The passage does not mention maxParamLength."],
    ["roles", "Holland played Belgium after Denmark beat Sweden.", "Holland played Belgium after Sweden beat Denmark.", 'The passage says "Sweden beat Denmark", the sentence "Denmark beat Sweden".'],
    ["replaced", "The season has twelve seasons of one hour.", "The season has twelve episodes of one hour.", 'The passage says "episodes", the sentence "seasons".'],
    ["modality", "Stemming improves recall on short texts.", "Stemming may improve recall on short texts.", 'The passage says it with "may", the sentence without.'],
    ["condition", "The server restarts the worker.", "The server restarts the worker only if the queue is empty.", 'The passage says it only "only if the queue is empty".'],
    ["clause", "The cache keeps vectors in memory, following long pressure from angry investors.", "The cache keeps vectors in memory.", 'The passage does not say "following long pressure from angry investors".'],
    ["list", "The index stores titles, headings and photographs.", "The index stores titles and headings of each document.", 'The passage does not list "photographs".'],
  ])("%s: %j beside %j", (kind, claim, passage, reason) => {
    expect(findings(claim, passage)).toContainEqual(expect.objectContaining({ kind, reason }));
  }); // prettier-ignore

  it.each([
    ["a number in another notation", "The library gets 1.5k downloads.", "The library gets 1,500 downloads."],
    ["a quantity in another unit", "A query takes 1.5 seconds.", "A query takes 1,500 ms."],
    ["a share in words", "A third of the rows are wrong.", "33.3% of the rows are wrong."],
    ["a date less precise", "The tower opened in July 1889.", "The tower opened on 12 July 1889."],
    ["a date in another order", "The tower opened on July 12, 1889.", "The tower opened on 12 July 1889."],
    ["passive for active", "Sweden was beaten by Denmark.", "Denmark has beaten Sweden."],
    ["a list in another order", "It stores headings and titles.", "It stores titles and headings."],
    ["an answer of no", "No, the index needs training.", "The index needs training of an hour."],
    ["a denial kept", "The index needs no training.", "No training is needed: the index needs no training at all."],
    ["a reservation kept", "Stemming might improve recall.", "Stemming may improve recall."],
    ["something else altogether", "Bread rises at night.", "The index needs no training."],
  ])("find nothing in %s", (_what, claim, passage) => {
    expect(findings(claim, passage).filter(({ effect }) => effect !== "adds")).toEqual([]);
  });

  it("come to an end on a sentence of a hundred words without a comma", () => {
    const claim = `${"a lengthy recollection of names ".repeat(25)}, then more and more and more!`;
    expect(findings(claim, `${claim} Indeed.`)).toEqual([]);
  });

  it("mark what is wrong in the claim", () => {
    const claim = "The tower was completed in 1899.";
    const [finding] = findings(claim, "The tower was completed in 1889.");
    expect(claim.slice(finding!.span.start, finding!.span.end)).toBe("1899");
  });
});
