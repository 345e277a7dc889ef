import fc from "fast-check";
import { expect, it } from "vitest";
import { someEvidence } from "../../doubles/evidence.js";
import { draftOf } from "./draft-of.js";

const sentence = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.replaceAll(/```|~~~/g, "")),
  fc
    .array(
      fc.constantFrom("olive", "tree", "It", "rows[0]", "[3]", "`x [2]`", "e.g.", "3.5", "Dr.", "élan", ")", "…"),
      {
        minLength: 1,
        maxLength: 9,
      },
    )
    .map((parts) => `${parts.join(" ")}.`),
);
const block = fc.oneof(
  sentence,
  fc.array(sentence, { maxLength: 3 }).map((all) => all.join(" ")),
  sentence.map((text) => `- ${text}`),
  sentence.map((text) => `${text}:`),
  sentence.map((text) => `\`\`\`\n${text}\n\`\`\``),
);
const evidence = fc
  .array(
    fc.tuple(
      fc.array(block, { maxLength: 6 }),
      fc.constantFrom("a.md", "b.md"),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
    ),
    {
      maxLength: 4,
    },
  )
  .map((passages) =>
    passages.map(([blocks, documentId, scores], ordinal) =>
      someEvidence(blocks.join("\n"), (_, i) => scores[i % scores.length]!, { documentId, ordinal }),
    ),
  );

it("any passages give a draft whose every sentence stands, marks removed, in a passage it cites", async () => {
  await fc.assert(
    fc.asyncProperty(evidence, async (passages) => {
      const { sources, lines } = await draftOf(passages);
      for (const { bare, cites } of lines) {
        expect(cites).toHaveLength(1);
        const cited = sources.find(({ number }) => number === cites[0])!;
        expect(cited.passages.some(({ text }) => text.includes(bare))).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});
