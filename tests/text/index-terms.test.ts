import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexTerms } from "../../src/text/index-terms.js";
import { terms } from "../../src/text/tokens.js";

describe("index terms", () => {
  it("of prose are its stemmed words", () => {
    const prose = "The runners ran, and were running still.";
    expect(indexTerms(prose)).toEqual(terms(prose));
  });

  it("of an identifier are the whole and the parts", () => {
    expect(indexTerms("FST_ERR_TOO_LARGE")).toEqual(["fst", "err", "larg", "fst_err_too_large"]);
    expect(indexTerms("bodyLimit")).toEqual(["bodylimit", "bodi", "limit"]);
    expect(indexTerms("fs.readFile")).toEqual(["fs", "readfil", "fs.readfile", "read", "file"]);
  });

  it.each([
    ["RFC-9309", "RFC 9309"],
    ["v5.2", "version 5.2"],
    ["bodyLimit", "body limit"],
    ["1,283", "1283"],
  ])("of %j share one with %j", (one, other) => {
    expect(indexTerms(one).filter((term) => indexTerms(other).includes(term))).not.toEqual([]);
  });

  it("hold every term of the text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(indexTerms(text).slice(0, terms(text).length)).toEqual(terms(text));
      }),
    );
  });
});
