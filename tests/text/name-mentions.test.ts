import { describe, expect, it } from "vitest";
import { findNames, swappedOpening } from "../../src/text/name-mentions.js";
import { terms } from "../../src/text/tokens.js";

describe("names of a text", () => {
  it.each([
    ["We met Anna in Paris.", ["anna", "paris"]],
    ["Paris is big. London is not.", []],
    ["NASA, SQLite and an iPhone.", ["nasa", "sqlite", "iphone"]],
    ["iPhones: SQLite opens this one, bm25 that.", ["iphones", "sqlite", "bm25"]],
    ["the plan of Gustave Eiffel's company", ["gustave", "eiffel"]],
    ["and I'm sure that I can", []],
    ["TF-IDF is older than HTML5", ["tf", "idf", "html5"]],
    ["about 16GB, 5k a day, the 3rd one", []],
    ["- Item one\n- Item Two", ["two"]],
    ['He said: "Hello Bob"', ["bob"]],
    ["in São Paulo with Émile", ["sao", "paulo", "emile"]],
    ["It was Eiffel, and Eiffel again.", ["eiffel"]],
    ["", []],
  ])("in %j are %j", (text, expected) => {
    expect(findNames(text)).toEqual(expected);
  });
});

describe("swappedOpening", () => {
  const text = "The games were given to Paris. Paris hosted them in 1900. Most visitors came by train.";
  const evidence = { text, terms: () => new Set(terms(text)), names: () => new Set(findNames(text)) };

  it.each([
    ["Berlin hosted them in 1900.", "berlin"],
    // The same name, an ordinary word where the evidence has one, a sentence that goes on in another way.
    ["Paris hosted them in 1900.", null],
    ["Many visitors came by train.", null],
    ["Berlin is a city.", null],
    ["It hosted them in 1900.", null],
    ["", null],
  ])("of %j is %j", (claim, name) => {
    expect(swappedOpening(claim, evidence)).toBe(name);
  });
});
