import { describe, expect, it } from "vitest";
import { paraphrase } from "../../../eval/robustness/paraphrase.js";
import { perturb } from "../../../eval/robustness/perturbations.js";
import { withTypos } from "../../../eval/robustness/typos.js";
import { seededRandom } from "../../../eval/statistics/random.js";

const QUESTION = "Why does the Reranker of BM25 read whole passages?";
const seeds = Array.from({ length: 200 }, (_, seed) => seed);

/** Words of the question that are no longer as they were. */
function changedWords(question: string, changed: string): string[] {
  const after = changed.split(" ");
  return question.split(" ").filter((word, i) => word !== after[i]);
}

describe("typos", () => {
  it("are one slip of at most one letter more or less, in a content word without digits, never in its first letter", () => {
    const slipped = new Set<string>();
    for (const seed of seeds) {
      const typo = withTypos(QUESTION, 1, seededRandom(seed))!;
      const [word, ...more] = changedWords(QUESTION, typo);
      expect(more).toEqual([]);
      const mistyped = typo.split(" ")[QUESTION.split(" ").indexOf(word!)]!;
      expect(mistyped[0]).toBe(word![0]);
      expect(Math.abs(mistyped.length - word!.length)).toBeLessThanOrEqual(1);
      slipped.add(word!);
    }
    expect([...slipped].sort()).toEqual(["Reranker", "passages?", "read", "whole"]);
  });

  it("come in two different words, one of them the single one", () => {
    for (const seed of seeds) {
      const one = changedWords(QUESTION, withTypos(QUESTION, 1, seededRandom(seed))!);
      const two = changedWords(QUESTION, withTypos(QUESTION, 2, seededRandom(seed))!);
      expect(two).toHaveLength(2);
      expect(two).toContain(one[0]);
    }
  });

  it("are missing where there are too few words to mistype", () => {
    expect(withTypos("What is BM25?", 1, seededRandom(1))).toBeNull();
    expect(withTypos("What is stemming?", 2, seededRandom(1))).toBeNull();
  });
});

describe("a paraphrase", () => {
  it.each([
    ["Why is BM25 used?", "For what reason is BM25 used?"],
    ["How do I rebuild the index?", "What is a way to rebuild the index?"],
    ["how many teams are in the league", "what number of teams are in the league"],
    ["When was Ada born?", "At what time was Ada born?"],
    ["Where is Lagos?", "In what place is Lagos?"],
    ["who sings yesterday", "which person or group sings yesterday"],
    ["What kind of graph is HNSW?", "What type of graph is HNSW?"],
    ["What is the difference between BM25 and TF-IDF?", "How do BM25 and TF-IDF differ?"],
    ["What does RRF stand for?", "What is RRF short for?"],
    ["Which default is best?", "What default is best?"],
    ["What are embeddings?", "What exactly are embeddings?"],
  ])("of %j is %j", (question, expected) => {
    expect(paraphrase(question)).toBe(expected);
  });

  it.each([
    ["a condition is no point in time", "When should I use a graph?"],
    ["a place to come from is no place to be in", "Where is the name from?"],
    ["which of two is not what of two", "Which of the two is older?"],
    ["who a person is, is not which person", "Who is Ada Lovelace?"],
    ["no rule fits", "Does it scale?"],
  ])("is missing where %s: %j", (_, question) => {
    expect(paraphrase(question)).toBeNull();
  });
});

describe("the forms of a question", () => {
  it("change case and punctuation, but not the marks inside words and names", () => {
    const forms = perturb(`Is "k-means" in C# (or .NET 3.5) better, or don't we know?`, "q", 1);
    expect(forms.lowerCase).toBe(`is "k-means" in c# (or .net 3.5) better, or don't we know?`);
    expect(forms.upperCase).toBe(`IS "K-MEANS" IN C# (OR .NET 3.5) BETTER, OR DON'T WE KNOW?`);
    expect(forms.noPunctuation).toBe("Is k-means in C# or .NET 3.5 better or don't we know");
  });

  it("are missing where they are the question itself", () => {
    const forms = perturb("what is bm25", "q", 1);
    expect(forms).toMatchObject({ lowerCase: null, noPunctuation: null, typo1: null });
    expect(forms.upperCase).toBe("WHAT IS BM25");
  });

  it("depend on the seed and the question's id alone", () => {
    expect(perturb(QUESTION, "q1", 7)).toEqual(perturb(QUESTION, "q1", 7));
    const typos = ["q1", "q2", "q3"].flatMap((id) => [7, 8, 9].map((seed) => perturb(QUESTION, id, seed).typo1));
    expect(new Set(typos).size).toBeGreaterThan(3);
  });
});
