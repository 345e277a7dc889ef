import { describe, expect, it } from "vitest";
import { align } from "../../../src/validation/checks/align.js";
import { checkQuotations } from "../../../src/validation/checks/quotations.js";
import { readText } from "../../../src/validation/support/read-evidence.js";

const PASSAGE =
  'Critics found the album "a yearning college rock fever dream". The comics Eagle, Swift and Lion were merged. ' +
  "The video is mature, tasteful, and at times really rather sexy.";

const check = (claim: string) => checkQuotations(align(readText(claim), readText(PASSAGE), readText(PASSAGE)));

describe("quotations", () => {
  it.each([
    ["the passage's own words", 'They called it "a yearning, college rock fever dream."'],
    ["a title, as people write titles", 'It goes back to "Brown v. Board of Education of Topeka, Kansas".'],
    ["a title with a part", 'He filmed "The Hunger Games: Mockingjay – Part 2".'],
    ["what stands between two quotations", '"Eagle" and with it all of "Swift" and the rest of "Lion" were merged.'],
    [
      "words with an omission",
      'The video is "mature, tasteful, and […] rather sexy" or "mature, tasteful, and ... sexy".',
    ],
    ["a few words", 'It is a "really college dream".'],
    ["marks that belong to nothing", `A 5" by 7" print of ${"many words and more ".repeat(30)}" here.`],
  ])("may be %s", (_, claim) => {
    expect(check(claim)).toBeNull();
  });

  it.each([
    ["after a short one", 'Of "Eagle" they said "it was the best comic ever".', '"it was the best comic ever"'],
    [
      "in typographic marks",
      "They called it “a yearning rock and college dream”.",
      "“a yearning rock and college dream”",
    ],
    [
      "whose words left out hide others",
      'It is "a yearning […] folk fever nightmare".',
      '"a yearning […] folk fever nightmare"',
    ],
  ])("that the passage lacks are found, %s", (_, claim, marked) => {
    const finding = check(claim)!;
    expect(finding.effect).toBe("contradicts");
    expect(claim.slice(finding.span.start, finding.span.end)).toBe(marked);
  });
});
