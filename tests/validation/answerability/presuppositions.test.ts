import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { missingFrom, namedThings } from "../../../src/validation/answerability/named-things.js";
import { checkPresuppositions } from "../../../src/validation/answerability/presuppositions.js";
import { presupposedStatement } from "../../../src/validation/answerability/presupposed-statement.js";
import { createClaimChecker } from "../../../src/validation/check-claim.js";
import { someEvidence } from "../../doubles/evidence.js";
import { createWordCountingModel } from "../../doubles/word-counting-model.js";

describe("namedThings", () => {
  it.each([
    ["How do I use the retries argument of sqlite3.connect?", ["sqlite3.connect", "retries"]],
    ["What is the default of the maxHeaderPairs server option?", ["maxHeaderPairs"]],
    ["What does asyncio.gather's limit=N parameter do?", ["asyncio.gather", "limit"]],
    ["What does FSTWRN009 mean?", ["FSTWRN009"]],
    ["How much does the Vercel gateway charge?", ["Vercel"]],
    ["What is the default option, and which flag is required?", []],
    ["Why do pears ripen late?", []],
    ["", []],
  ])("of %j are %j", (question, names) => {
    expect(namedThings(question).map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    if (names.length === 0) expect(namedThings(question)).toEqual([]);
  });

  it("are spelled as the question spells them, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), (question) => {
        for (const { name, identifier } of namedThings(question)) {
          expect(question.includes(name) || identifier !== null || question.toLowerCase().includes(name)).toBe(true);
        }
      }),
    );
  });
});

describe("missingFrom", () => {
  const missing = (question: string, text: string) =>
    missingFrom([text], namedThings(question)).map(({ name }) => name);

  it("wants identifiers to the letter, and words in any form", () => {
    expect(missing("What does max_retries do?", "Set max_retry to 3.")).toEqual(["max_retries"]);
    expect(missing("What does max_retries do?", "Set `max_retries` to 3.")).toEqual([]);
    expect(missing("What does the retries argument do?", "It is retried.")).toEqual([]);
    expect(missing("What does the retries argument do?", "It has a timeout.")).toEqual(["retries"]);
  });
});

describe("presupposedStatement", () => {
  it.each([
    ["Why does version 5 require Node.js 20?", "version 5 require Node.js 20"],
    ["why is the parsed body already available there?", "the parsed body is already available there"],
    ["Why can't raters see the reference?", "raters see can not the reference"],
    ["How come the body is already parsed?", "the body is already parsed"],
    ["So why must the passage be handed over?", "the passage must be handed over"],
    ["Which court ruling made Perplexity drop citations?", "a court ruling made Perplexity drop citations"],
    ["Which values does it accept?", null],
    ["What is BM25?", null],
    ["When did it start?", null],
    ["why", null],
    ["", null],
  ])("of %j is %j", (question, statement) => {
    expect(presupposedStatement(question)).toBe(statement);
  });

  it("takes any text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        presupposedStatement(`Why is ${text}`);
        presupposedStatement(text);
      }),
    );
  });
});

describe("checkPresuppositions", () => {
  const checker = createClaimChecker(createWordCountingModel());
  const evidence = [someEvidence("Version 5 requires Node.js 20, because older releases are no longer kept up.")];
  const check = (question: string) => checkPresuppositions(question, evidence, checker, new AbortController().signal);

  it("finds what the passages have", async () => {
    const { missing, statement } = await check("Why does version 5 require Node.js 20?");
    expect(missing).toEqual([]);
    expect(statement?.check.verdict).toBe("supported");
  });

  it("finds what they lack", async () => {
    const { missing, statement } = await check("Why does Fastify charge for its hosted edition?");
    expect(statement?.check.verdict).toBe("unsupported");
    expect(missing).toEqual(["Fastify"]);
  });

  it("checks nothing where nothing is taken for granted", async () => {
    expect(await check("What is it?")).toEqual({ missing: [], statement: null });
  });
});
