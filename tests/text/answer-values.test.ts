import { expect, it } from "vitest";
import { answerValues } from "../../src/text/answer-values.js";

it.each([
  ["number", "About 5,000 people lived there in 2010.", "How many live there?", ["5000"]],
  ["number", "The limit is 1.5k, or 1,500.", "What is the limit of 30 s?", ["1500"]],
  ["number", "After 30 s it stops.", "What happens after 30 s?", []],
  ["time", "Built in 1902, rebuilt from 1926 to 1927.", "When was it built?", ["1902", "1926", "1927"]],
  ["time", "It has 19021 seats.", "When?", []],
  ["name", "It was written by Faith Evans.", "Who wrote Faith?", ["evans"]],
] as const)("finds what answers with a %s in %j", (kind, text, question, expected) => {
  expect(answerValues(kind, text, question)).toEqual(expected);
});
