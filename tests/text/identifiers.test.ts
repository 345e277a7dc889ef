import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifiers } from "../../src/text/identifiers.js";

const wholes = (text: string): string[] => identifiers(text).map(({ whole }) => whole);

describe("the identifiers of a text", () => {
  it.each([
    ["an error code", "throws FST_ERR_CTP_BODY_TOO_LARGE.", ["fst_err_ctp_body_too_large"]],
    ["a dotted path, and what it ends in", "set process.env.NODE_ENV first", ["process.env.node_env", "node_env"]],
    ["a name in C++", "a std::vector_of things", ["std::vector_of", "vector_of"]],
    ["a version, without its v", "since v5.2, not 5.1.0-rc.1", ["5.2", "5.1.0-rc.1"]],
    ["a numbered standard, in either spelling", "RFC 9309 and RFC-9309", ["rfc9309", "rfc9309"]],
    ["names with a hyphen and a number", "utf-8 with gpt-4o", ["utf8", "gpt4o"]],
    ["a flag", "run it with --dry-run or -x", ["--dry-run", "-x"]],
    ["a number with thousands, as one", "1,283 passages", ["1283"]],
    ["a date", "on 2024-05-01", ["2024-05-01"]],
    ["what a comma or colon sets apart", "max_size,min_size:log_level", ["max_size", "min_size", "log_level"]],
    ["a file", "see tsconfig.json", ["tsconfig.json"]],
  ])("are told for %s", (_, text, expected) => {
    expect(wholes(text).toSorted()).toEqual(expected.toSorted());
  });

  it("of one written with humps are the whole and its words", () => {
    expect(identifiers("bodyLimit of XMLHttpRequest")).toEqual([
      { whole: "bodylimit", parts: ["body", "limit"], isExact: true },
      { whole: "xmlhttprequest", parts: ["xml", "http", "request"], isExact: true },
    ]);
  });

  it.each([
    ["FST_ERR_CTP, fs.readFile, --dry-run, RFC 9309, RFC-9309, v5.2, 1.2.3, bodyLimit, tsconfig.json", true],
    ["IL-6, mRNA, IgG, COVID-19, IL 17, 3.5, 1,283, gpt-4o, 2024-05-01", false],
  ])("of %j have to be met to the letter: %s", (text, isExact) => {
    expect(identifiers(text).map((identifier) => identifier.isExact)).toEqual(identifiers(text).map(() => isExact));
  });

  it("of prose are none", () => {
    const prose =
      "A state-of-the-art, post-war idea. It costs $5, e.g. in the U.S.; and/or less: see below (p. 3). Well-known? Yes - so-called.";
    expect(identifiers(prose)).toEqual([]);
  });

  it("are the same wherever the text stands, and never fail", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(wholes(`word ${text} word`)).toEqual(wholes(text));
        for (const { whole, parts } of identifiers(text)) expect([whole, ...parts].every(Boolean)).toBe(true);
      }),
    );
  });
});
