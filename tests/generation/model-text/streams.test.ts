import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentencesOfStream } from "../../../src/generation/model-text/sentences-of-stream.js";
import { unwrapJson } from "../../../src/generation/model-text/unwrap-json.js";
import { withoutReasoning } from "../../../src/generation/model-text/without-reasoning.js";

/** The text in pieces of the given sizes, round and round. */
async function* inPieces(text: string, sizes: readonly number[]): AsyncGenerator<string> {
  for (let at = 0, i = 0; at < text.length; i++) {
    const size = sizes[i % sizes.length]!;
    yield text.slice(at, at + size);
    at += size;
  }
}
const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};
const joined = async (pieces: AsyncIterable<string>) => (await collect(pieces)).join("");
const read = async (text: string, sizes = [3, 1, 7]) =>
  (await collect(sentencesOfStream(unwrapJson(withoutReasoning(inPieces(text, sizes)))))).map((item) => item.text);

describe("withoutReasoning", () => {
  it.each([
    ["<think>Hm. 2 < 3?</think>It rose [1].", "It rose [1]."],
    ["<think>Hm.</think>\n\nIt rose <b>fast</b>.", "\n\nIt rose <b>fast</b>."],
    [
      "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>It rose [1].",
      "It rose [1].",
    ],
    ["It rose [1].<|im_end|>", "It rose [1]."],
    ["It rose [1].</s>", "It rose [1]."],
    ["Hm.</think>It rose.", "Hm.It rose."],
    ["<think>Never ending", ""],
    ["If a < b, then [x] <", "If a < b, then [x] <"],
  ])("of %j is %j, however it is cut", async (text, expected) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
        expect(await joined(withoutReasoning(inPieces(text, sizes)))).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });
});

describe("unwrapJson", () => {
  it.each([
    ['{"answer": "It rose [1]."}', "It rose [1]."],
    ['```json\n{"answer": "It rose.", "citations": [1, 2]}\n```', "It rose. [1][2]"],
    [
      '{"sentences": [{"text": "It rose.", "sources": [1]}, {"text": "It fell.", "sources": [2]}]}',
      "It rose. [1] It fell. [2]",
    ],
    ['{"answer": "It rose from five to seven in a year [1].', "It rose from five to seven in a year [1]."],
    ["[1] says that it rose.", "[1] says that it rose."],
    ["{ braces } in prose stay", "{ braces } in prose stay"],
    ["```\ncode\n```", "```\ncode\n```"],
    ["", ""],
  ])("of %j is %j", async (text, expected) => {
    for (const sizes of [[1], [4, 2], [500]]) expect(await joined(unwrapJson(inPieces(text, sizes)))).toBe(expected);
  });
});

describe("sentencesOfStream", () => {
  it("gives a sentence with its marks as soon as the next one has begun", async () => {
    const seen: string[] = [];
    async function* pieces() {
      for (const piece of ["It rose", ". ", "[1", "]", " It", " fell [2]."]) {
        seen.push(piece);
        yield piece;
      }
    }
    const first = await sentencesOfStream(pieces()).next();
    expect(first.value).toEqual({ text: "It rose [1].", separator: " " });
    expect(seen.at(-1)).not.toBe("It rose");
  });

  it("keeps lists and code on lines of their own", async () => {
    const text = "Do this [1]:\n- Prune it [1].\n- Water it [2].\n```\nrun --now\n```\nThen wait [1].";
    expect((await collect(sentencesOfStream(inPieces(text, [4])))).map(({ separator }) => separator)).toEqual([
      " ",
      "\n",
      "\n",
      "\n",
      "\n",
    ]);
    expect(await read(text)).toEqual([
      "Do this [1]:",
      "- Prune it [1].",
      "- Water it [2].",
      "```\nrun --now\n```",
      "Then wait [1].",
    ]);
  });

  it("ends at a list of sources and at a loop", async () => {
    expect(await read("It rose [1].\n\nSources:\n[1] A title\n[2] Another")).toEqual(["It rose [1]."]);
    expect(await read("It rose [1]. ".repeat(50))).toEqual(["It rose [1]."]);
  });

  it("does not depend on how the text is cut", async () => {
    const text = "First, e.g. this [1]. Second one. [2][3]\n\n**Third** is bold [1]. The 3.5 limit holds [2]!";
    const whole = await read(text, [10_000]);
    expect(whole).toEqual([
      "First, e.g. this [1].",
      "Second one [2][3].",
      "Third is bold [1].",
      "The 3.5 limit holds [2]!",
    ]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }), async (sizes) => {
        expect(await read(text, sizes)).toEqual(whole);
      }),
    );
  });

  it("takes any text", async () => {
    await fc.assert(fc.asyncProperty(fc.string({ maxLength: 400 }), async (text) => void (await read(text))));
  });
});
