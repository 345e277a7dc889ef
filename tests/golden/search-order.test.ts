import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Models, openModels } from "../../src/compose.js";
import { PROFILES } from "../../src/profiles.js";
import { createRetrieve } from "../../src/retrieval/retrieve.js";
import { aPlan } from "../doubles/evidence.js";
import { indexGuidePassages } from "./guide-passages.js";
import { unattendedRun } from "../../src/domain/run.js";

let models: Models;
let search: (query: string, denseWeight?: number) => Promise<string[]>;

beforeAll(async () => {
  models = await openModels();
  const index = await indexGuidePassages(models.embedder);
  const run = unattendedRun();
  const { retrieval } = PROFILES.balanced;
  search = async (query, denseWeight = retrieval.fusion.denseWeight) => {
    const retrieve = createRetrieve(
      { index, embedder: models.embedder },
      { ...retrieval, fusion: { ...retrieval.fusion, denseWeight } },
    );
    const candidates = await retrieve(aPlan(query), run);
    return candidates.map(({ passage }) => passage.headingPath.at(-1) ?? `(${passage.documentId})`);
  };
});
afterAll(() => models.close());

/** Sections of three articles of the guide in the order in which they are found, by the default fusion of both arms. */
describe("the order of the guide's sections", () => {
  it.each([
    // The section that the question names, then its sister parameter, then the defaults of both.
    ["What does the k1 parameter control?", ["What k1 controls", "What b controls", "Which defaults to use"]],
    // Length is b's matter; the formula says so too.
    ["What happens to long documents when b is 0?", ["What b controls", "How BM25 scores a document"]],
    // The formula itself, then the section that checks an implementation against it.
    ["How is inverse document frequency computed?", ["How BM25 scores a document", "Check the implementation you use"]],
    // Asked in other words than the article's: "title field", "weights".
    ["how heavy should the title count", ["BM25 over several fields"]],
    // "Repeated" is k1's saturation, though no sentence there says "many times in a page".
    ["words repeated many times in a page", ["What k1 controls", "How BM25 scores a document"]],
    // Exact search has a section of its own; the harder filters come next.
    [
      "When is exact search better than a graph?",
      ["When exact search is enough", "Filtering and deletion are the hard parts"],
    ],
    // Deletion is treated in one section and met again in operation.
    ["Can vectors be deleted from an HNSW index?", ["Filtering and deletion are the hard parts"]],
    // The article's opening answers the broad question; its sections are the ways to do it.
    ["How are scores of two retrievers combined?", ["(hybrid-fusion.md)", "RRF or a weighted sum"]],
    // One method's constant: its own section, then the comparison of the methods.
    [
      "What is the constant k in reciprocal rank fusion?",
      ["How reciprocal rank fusion works", "RRF or a weighted sum"],
    ],
    // A choice between methods is the comparison's matter.
    ["which fusion method needs no tuning", ["RRF or a weighted sum", "RRF or a weighted sum"]],
    // An identifier: the two sections that write it, and nothing before them.
    ["efConstruction", ["What M, efConstruction and ef mean", "How to choose ef"]],
    // Names: their reference, then the sentence that tells who they are.
    ["Malkov and Yashunin", ["Sources", "(hnsw.md)"]],
  ])("for %j is %j", async (query, expected) => {
    expect((await search(query)).slice(0, expected.length)).toEqual(expected);
  });
});

describe("each arm alone", () => {
  it("shows what BM25 is for: only the opening of one article speaks of product names and error codes", async () => {
    const query = "searching for product names and error codes";
    expect((await search(query, 0))[0]).toBe("(bm25.md)");
    expect((await search(query, 1))[0]).not.toBe("(bm25.md)");
    expect((await search(query))[0]).toBe("(bm25.md)");
  });

  it("shows what vectors are for: BM25 is led astray by the words 'exact', 'search' and 'graph'", async () => {
    const query = "When is exact search better than a graph?";
    expect((await search(query, 0))[0]).not.toBe("When exact search is enough");
    expect((await search(query, 1))[0]).toBe("When exact search is enough");
  });
});
