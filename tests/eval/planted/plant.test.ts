import { describe, expect, it } from "vitest";
import { CORRUPTIONS, type CorruptionKind, KINDS } from "../../../eval/planted/corruptions/index.js";
import { createDraw } from "../../../eval/planted/draw.js";
import type { PlantedPassage } from "../../../eval/planted/passage.js";
import { halfOf, plant } from "../../../eval/planted/plant.js";
import { plainWords } from "../../../eval/planted/words.js";

const passage = (document: string, sentences: string[]): PlantedPassage => ({
  ...{ id: `${document}:0`, document, title: document, text: sentences.join(" "), sentences, collection: "test" },
});
const LIGHTHOUSE = passage("Harbour lighthouse", [
  "The lighthouse was built by Ada Miller in 1889 and is 40 metres high.",
  "In most storms the lamp may fail, and the keeper is often at least 12 km away.",
]);
const BRIDGE = passage("Iron bridge", [
  "The bridge was opened by Carl Berger before the war, which delayed its railway for years.",
]);
const PASSAGES = [LIGHTHOUSE, BRIDGE];

function corrupt(kind: CorruptionKind, sentence: string, seed = 1) {
  const draw = createDraw(seed, kind);
  return CORRUPTIONS[kind](sentence, { passage: LIGHTHOUSE, near: [BRIDGE], far: [BRIDGE], draw });
}

describe("a corruption", () => {
  it.each<[CorruptionKind, string, RegExp]>([
    ["number", "The tower is 40 metres high.", /^The tower is (?!40)\d+ metres high\.$/],
    ["date", "It was built in 1889.", /^It was built in (?!1889)\d{4}\.$/],
    ["name", "The house was built by Ada Miller.", /^The house was built by Carl Berger\.$/],
    ["swappedRoles", "Ada Miller was beaten by Carl Berger.", /^Carl Berger was beaten by Ada Miller\.$/],
    ["negation", "The lamp never fails.", /^The lamp always fails\.$/],
    ["quantifier", "It needs at least a keeper.", /^It needs at most a keeper\.$/],
    ["comparative", "Towers are higher.", /^Towers are lower\.$/],
    ["unit", "It is 12 km away.", /^It is 12 miles away\.$/],
    ["inventedClause", "The tower is high.", /^The tower is high, .+\.$/],
    ["overgeneralisation", "The lamp may fail.", /^The lamp will always fail\.$/],
  ])("of the kind %s rewrites %j", (kind, sentence, expected) => {
    expect(corrupt(kind, sentence)?.text).toMatch(expected);
  });

  it("cites a passage that does not say it, or none", () => {
    const [sentence] = LIGHTHOUSE.sentences;
    expect(corrupt("wrongCitation", sentence!)).toMatchObject({ text: sentence, cites: [BRIDGE] });
    const cited = Array.from({ length: 20 }, (_, seed) => corrupt("noSource", sentence!, seed)!.cites!.length);
    expect(new Set(cited)).toEqual(new Set([0, 1]));
  });

  it.each(KINDS)("of the kind %s gives null where it does not apply", (kind) => {
    if (["inventedClause", "wrongCitation", "noSource"].includes(kind)) return;
    expect(corrupt(kind, "Hm.")).toBeNull();
  });
});

describe("planted rows", () => {
  const rows = (seed: number) => plant(PASSAGES, { sentences: 10, split: "all", seed });

  it("are false: changed, and no sentence of the passage they cite", () => {
    for (let seed = 0; seed < 30; seed++) {
      for (const { kind, text, truth, cites, sources } of rows(seed)) {
        if (kind === "true") continue;
        expect(text !== truth || cites[0] !== sources[0], `${kind}: ${text}`).toBe(true);
        const held = cites.flatMap(({ sentences }) => sentences.map(plainWords));
        expect(held).not.toContain(plainWords(text));
      }
    }
  });

  it("are the same for a seed", () => {
    expect(rows(3)).toEqual(rows(3));
    expect(rows(3)).not.toEqual(rows(4));
  });

  it("never share a document between the halves", () => {
    const many = Array.from({ length: 40 }, (_, i) => passage(`Document ${i}`, LIGHTHOUSE.sentences));
    const documents = (split: "tune" | "test") =>
      new Set(plant(many, { sentences: 99, split, seed: 1 }).map(({ sources }) => sources[0]!.document));
    const [tune, test] = [documents("tune"), documents("test")];
    expect([...tune].filter((document) => test.has(document))).toEqual([]);
    expect(Math.min(tune.size, test.size)).toBeGreaterThan(8);
    expect([...tune].every((document) => halfOf(document) === "tune")).toBe(true);
  });
});
