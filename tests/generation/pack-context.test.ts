import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Source } from "../../src/domain/answer.js";
import { packContext } from "../../src/generation/pack-context.js";
import { estimateTokens } from "../../src/text/estimate-tokens.js";

const SENTENCE = "Pears ripen late in the warm autumn sun and are picked by hand. ";
const passage = (id: string, start: number, text: string) => ({
  ...{ id, headingPath: [], page: null, start, end: start + text.length, text },
});
const source = (number: number, ...passages: Source["passages"]): Source => ({
  ...{ number, documentId: `${number}.md`, title: `Title ${number}`, url: null, publishedAt: null, passages },
});

describe("packContext", () => {
  it("takes what fits by rank, and says what did not", () => {
    const long = SENTENCE.repeat(20).trim();
    const sources = [
      source(1, passage("a", 0, long)),
      source(2, passage("b", 0, long)),
      source(3, passage("c", 0, long)),
    ];
    const packed = packContext(sources, ["c", "a", "b"], estimateTokens(long) + 120);
    expect(packed.sources.map(({ number }) => number)).toEqual([3, 1]);
    expect(packed.leftOut).toEqual([
      { passageId: "a", why: "cut short" },
      { passageId: "b", why: "no room" },
    ]);
    expect(packed.sources[1]!.texts[0]).toMatch(/by hand\.$/);
  });

  it("joins passages that touch or overlap, what they share once, in the order of the document", () => {
    const text = "One two. Three four. Five six. Seven.";
    const first = passage("a#0", 0, text.slice(0, 20));
    const second = passage("a#1", 9, text.slice(9, 30));
    const apart = passage("a#2", 31, text.slice(31));
    const [packed] = packContext([source(1, apart, second, first)], ["a#1", "a#2", "a#0"], 1_000).sources;
    expect(packed!.texts).toEqual([text.slice(0, 30), "Seven."]);
  });

  it("puts the best of many sources first and last", () => {
    const sources = Array.from({ length: 7 }, (_, i) => source(i + 1, passage(`p${i}`, 0, SENTENCE)));
    const order = packContext(
      sources,
      sources.map((_, i) => `p${i}`),
      10_000,
    ).sources.map(({ number }) => number);
    expect(order).toEqual([1, 3, 5, 7, 6, 4, 2]);
  });

  it.each([2_000, 8_000, 32_000, 128_000])("keeps within %d tokens, whatever it gets", (maxTokens) => {
    const texts = fc.array(fc.string({ maxLength: 3_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: maxTokens }), (all, room) => {
        const sources = all.map((text, i) => source(i + 1, passage(`p${i}`, 0, text)));
        const packed = packContext(sources, [], room);
        expect(packed.tokens).toBeLessThanOrEqual(room);
        for (const { number, texts } of packed.sources) {
          for (const text of texts) expect(all[number - 1]!.startsWith(text)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
