import { describe, expect, it } from "vitest";
import type { StudyCollection } from "../../../scripts/study/collections.js";
import {
  chunkCollection,
  cutDocument,
  documentsOf,
  samplePositions,
  sourceOf,
  type Prefix,
} from "../../../scripts/study/chunked.js";

const sentences = (count: number): string =>
  Array.from({ length: count }, (_, i) => `Number ${i} is a sentence of eight words.`).join(" ");
const small = { maxWords: 20, overlapSentences: 0 };

describe("cutDocument", () => {
  it("leaves a short document as it is, its broken lines too", () => {
    expect(cutDocument({ id: "1", title: "Tea", text: "Green tea is\nnot fermented." }, small)).toEqual([
      { title: "Tea", headingPath: [], text: "Green tea is\nnot fermented.", isWhole: true },
    ]);
  });

  it("cuts a longer one into several pieces that hold all of it", () => {
    const pieces = cutDocument({ id: "1", title: "Numbers", text: sentences(6) }, small);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.map(({ text }) => text).join(" ")).toBe(sentences(6));
    expect(pieces.some(({ isWhole }) => isWhole)).toBe(false);
  });

  it("searches a document without text by its title", () => {
    expect(cutDocument({ id: "1", title: "Only a title", text: "" }, small)).toEqual([
      { title: "", headingPath: [], text: "Only a title", isWhole: true },
    ]);
  });

  it("reads Markdown where the id says so", () => {
    const [piece] = cutDocument({ id: "a.md", title: "Tea", text: "# Tea\n\n## Green\n\nIt is not fermented." }, small);
    expect(piece).toEqual({ title: "Tea", headingPath: ["Green"], text: "It is not fermented.", isWhole: false });
  });
});

describe("chunkCollection", () => {
  const query = { id: "q", text: "tea", relevance: new Map([["a.md", 1]]) };
  const collection: StudyCollection = {
    name: "two",
    documents: [
      { id: "a.md", title: "Tea", text: "## Green\n\nIt is not fermented." },
      { id: "b", title: "Coffee", text: "Beans are roasted." },
    ],
    vectors: Float32Array.of(1, 0, 0, 1),
    queries: [query],
    queryVectors: [Float32Array.of(1, 0)],
  };

  async function embedded(prefix: Prefix, headingWeight = 1) {
    const texts: string[] = [];
    const embedPassages = async (given: string[]): Promise<Float32Array[]> => {
      texts.push(...given);
      return given.map(() => Float32Array.of(0.5, 0.5));
    };
    const { chunks, owners } = await chunkCollection(
      collection,
      { chunk: small, prefix, headingWeight },
      { dimension: 2, embedPassages },
    );
    return { texts, vectors: [...chunks.vectors], owners, indexed: chunks.documents.map(({ text }) => text) };
  }

  it("embeds with the prefix asked for, and only what has no vector yet", async () => {
    const shipped = await embedded("title > heading");
    expect(shipped).toMatchObject({
      texts: ["Tea > Green\nIt is not fermented."],
      vectors: [0.5, 0.5, 0, 1],
      owners: [0, 1],
    });
    expect((await embedded("title")).texts).toEqual(["Tea\nIt is not fermented."]);
  });

  it("counts headings as often as asked, in the index alone", async () => {
    const [none, twice] = [await embedded("title > heading", 0), await embedded("title > heading", 2)];
    expect(none.indexed[0]).toBe("It is not fermented.");
    expect(twice.indexed[0]).toBe("Green\nGreen\nIt is not fermented.");
    expect(twice.texts).toEqual(none.texts);
  });

  it("embeds whole documents again when their vectors have a title and none is asked for", async () => {
    expect((await embedded("none")).texts).toEqual(["It is not fermented.", "Beans are roasted."]);
  });
});

describe("samplePositions", () => {
  const documents = Array.from({ length: 10 }, (_, i) => ({ id: String(i), title: "", text: "" }));
  const queries = [
    {
      id: "q",
      text: "",
      relevance: new Map([
        ["7", 1],
        ["2", 0],
      ]),
    },
  ];

  it("keeps what is judged and fills up evenly, in order", () => {
    expect(samplePositions({ documents, queries }, 4)).toEqual([0, 2, 5, 7]);
  });

  it("keeps all that is judged, however small the sample", () => {
    expect(samplePositions({ documents, queries }, 1)).toEqual([2, 7]);
  });

  it("keeps all without a limit", () => {
    expect(samplePositions({ documents, queries }, Infinity)).toHaveLength(10);
  });
});

describe("documentsOf", () => {
  it("ranks documents by their best chunk", () => {
    expect(documentsOf([3, 0, 2, 1], [5, 5, 6, 7])).toEqual([7, 5, 6]);
  });
});

describe("sourceOf", () => {
  it("takes numbered parts together", () => {
    expect(["finance#7", "finance#12", "14717500"].map(sourceOf)).toEqual(["finance", "finance", "14717500"]);
  });
});
