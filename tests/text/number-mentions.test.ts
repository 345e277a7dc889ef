import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNumbers } from "../../src/text/number-mentions.js";

const values = (text: string): string[] => findNumbers(text).map(({ value }) => value);

describe("numbers of a text", () => {
  it.each([
    ["1.5k, 1,500 and 1.5 thousand", ["1500", "1500", "1500"]],
    ["2.5M users and 2.5 million users", ["2500000", "2500000"]],
    ["7 bn or seven billion", ["7000000000", "7000000000"]],
    ["20%, 20 percent and twenty per cent", ["20%", "20%", "20%"]],
    ["20 of them", ["20"]],
    ["twenty-five or twenty five", ["25", "25"]],
    ["five hundred", ["500"]],
    ["0.75, .75 and k1=1.2.", ["0.75", "0.75", "1.2"]],
    ["$1,234.56", ["1234.56"]],
    ["330 m tall, 330m readers", ["330", "330000000"]],
    ["16GB", ["16"]],
    ["Version 1.2.3, or v1.2.4.", ["1.2.3", "1.2.4"]],
    ["1889-05-06", ["1889", "5", "6"]],
    ["BM25 and IPv4 hold none, one pronoun neither", []],
    ["a tensor, sixtyish, in seconds, a second", []],
    ["the twentieth, 3rd and third floor", ["3", "20", "3"]],
    ["a third of them, two thirds of them", ["66.7%", "33.3%"]],
  ])("in %j are %j", (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it("know what they count", () => {
    expect(findNumbers("330 metres, 7 million People in 1889.")).toMatchObject([
      { text: "330", counted: "metres" },
      { text: "7 million", counted: "people" },
      { text: "1889", counted: "" },
    ]);
  });

  it("are read back from any way of writing a whole number", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (number) => {
        expect(values(`about ${number} items`)).toEqual([String(number)]);
        expect(values(`about ${number.toLocaleString("en")} items`)).toEqual([String(number)]);
      }),
    );
  });

  it("stand in the text as they are given, for any text", () => {
    const text = fc.oneof(fc.string({ unit: "binary", maxLength: 60 }), fc.stringMatching(/^[\d,.%kmv -]{0,30}$/));
    fc.assert(
      fc.property(text, (text) => {
        for (const mention of findNumbers(text)) expect(text).toContain(mention.text);
      }),
    );
  });
});
