import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createExtractiveGenerator } from "../../../src/adapters/extractive/extractive-generator.js";
import type { Evidence } from "../../../src/domain/candidate.js";
import type { SearchPlan } from "../../../src/domain/query.js";
import { unattendedRun } from "../../../src/domain/run.js";
import { findCitationMarks, removeCitationMarks } from "../../../src/text/citation-marks.js";
import { splitSentences } from "../../../src/text/sentences.js";

const PLAN: SearchPlan = {
  question: "q",
  standaloneQuestion: "q",
  intent: "question",
  answerType: "any",
  subQueries: ["q"],
  filters: {},
};
const generator = createExtractiveGenerator({
  maxSentences: 4,
  maxWords: 60,
  minRelativeScore: 0.5,
  maxRepetition: 0.75,
  maxSides: 2,
  maxSideWords: 35,
  minSideScore: 0.2,
  valuelessFactor: 0.3,
});

/** A passage whose sentences score as given, in order; the rest score 0. */
function passage(documentId: string, text: string, ...scores: number[]): Evidence {
  const sentences = splitSentences(text).map(({ start, end }, i) => ({
    start,
    end,
    text: text.slice(start, end),
    score: scores[i] ?? 0,
  }));
  const about = { title: documentId, url: null, publishedAt: null, trust: "normal" } as const;
  return {
    passage: {
      ...{ id: `${documentId}#0`, documentId, ...about, tags: [], page: null, headingPath: [] },
      ...{ start: 0, end: text.length, text },
    },
    score: 1,
    bm25: null,
    dense: null,
    relevance: null,
    sentences,
  };
}

async function write(...evidence: Evidence[]) {
  const { sources, sentences } = generator.write(PLAN, evidence, unattendedRun());
  let text = "";
  const lines: string[] = [];
  for await (const sentence of sentences) {
    lines.push(sentence.text);
    text += (text ? sentence.separator : "") + sentence.text;
  }
  return { sources, lines, text };
}

describe("the extractive generator", () => {
  it("puts the sentence that answers best first, and numbers cited sources first", async () => {
    const { text, sources } = await write(
      passage("a", "Cats sleep."),
      passage("b", "Dogs bark. Owls see well.", 0, 0.9),
    );
    expect(text).toBe("Owls see well [1].");
    expect(sources.map((source) => source.documentId)).toEqual(["b", "a"]);
  });

  it("keeps neighbours in reading order", async () => {
    const { text } = await write(passage("a", "Grind the beans. Pour hot water.", 0.6, 0.9));
    expect(text).toBe("Grind the beans [1]. Pour hot water [1].");
  });

  it("brings the sentence before along when one opens with a pronoun", async () => {
    const { text } = await write(passage("a", "BM25 is a formula. It counts words.", 0.1, 0.9));
    expect(text).toBe("BM25 is a formula [1]. It counts words [1].");
  });

  it("passes over a pronoun that has nothing before it", async () => {
    const { text } = await write(passage("a", "It counts words. Stemming joins forms.", 0.9, 0.8));
    expect(text).toBe("Stemming joins forms [1].");
  });

  it("keeps an introduction with its list, an item a line", async () => {
    const { text } = await write(passage("a", "The steps are:\n- load\n- cut the text\n- store it all", 0.9));
    expect(text).toContain("The steps are: [1]\n- ");
  });

  it("never quotes a bracketed number of the source, which would read as a citation", async () => {
    const { text } = await write(passage("a", "As shown in [3] it works. Tests confirm the claim.", 0.9, 0.8));
    expect(text).toBe("Tests confirm the claim [1].");
  });

  it("says nothing twice", async () => {
    const sentence = "Fusion adds normalised scores of both arms.";
    const { lines } = await write(passage("a", sentence, 0.9), passage("b", sentence, 0.9));
    expect(lines).toHaveLength(1);
  });

  it("stops at its budget of words", async () => {
    const long = Array.from({ length: 8 }, (_, i) => `Sentence ${"abcdefgh"[i]} has ${"word ".repeat(18)}number ${i}.`);
    const { text } = await write(passage("a", long.join(" "), ...long.map(() => 0.9)));
    expect(text.split(/\s+/).length).toBeLessThan(90);
  });

  it("writes only sentences that stand verbatim in the passage they cite, each with a valid mark", async () => {
    const word = fc.constantFrom(
      "alpha",
      "Beta",
      "[1]",
      "`x[0]`",
      "It",
      "However,",
      "U.S.",
      "-",
      "\n",
      "```",
      "e.g.",
      "7%",
    );
    const text = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => `${words.join(" ")}. End of it.`);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), async (texts) => {
        const evidence = texts.map((each, i) => passage(`d${i}`, each, 0.5, 0.9, 0.7, 0.6));
        const { sources, lines } = await write(...evidence);
        for (const line of lines) {
          const [mark] = findCitationMarks(line).slice(-1);
          const source = sources.find(({ number }) => number === mark?.number);
          expect(source?.passages.some((each) => each.text.includes(removeCitationMarks(line).trim()))).toBe(true);
        }
      }),
    );
  });
});
