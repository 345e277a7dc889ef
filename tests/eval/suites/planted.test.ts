import { describe, expect, it } from "vitest";
import { plantedAnswersSuite } from "../../../eval/suites/planted-answers.js";
import { plantedSuite } from "../../../eval/suites/planted.js";
import { profileSettings } from "../../../src/profiles.js";
import { namedModels } from "../doubles/models.js";
import { useTemporaryFolder } from "../doubles/temporary-folder.js";

const temporary = useTemporaryFolder();
const TEXTS = [
  "The lighthouse was built by Ada Miller in 1889 and is 40 metres high.",
  "The iron bridge was opened by Carl Berger in 1902 and carries some trains.",
  "The old harbour was closed to all larger ships in the winter of 1931.",
];

async function measure<Row>(suite: { open: typeof plantedSuite.open } | { open: typeof plantedAnswersSuite.open }) {
  const rows = TEXTS.map((text, i) => ({
    ...{ id: `q${i}`, question: "What is it?", answers: ["x"], answerable: true },
    passages: [{ id: `p${i}`, title: `Document ${i}`, text, gold: true }],
  }));
  const open = await suite.open({
    ...{ data: temporary.writeRows("questions.jsonl", rows), settings: profileSettings("balanced") },
    ...{ profile: "balanced", models: namedModels(), progress: () => undefined, seed: 1, cached: true },
    flags: { split: "all", sentences: 3 },
  });
  return (await Promise.all(open.items.map(async ({ id }) => (await open.measure(id)).row))) as Row[];
}

describe("the planted suite", () => {
  it("puts true sentences and corrupted ones to the check", async () => {
    const rows =
      await measure<Awaited<ReturnType<Awaited<ReturnType<typeof plantedSuite.open>>["measure"]>>["row"]>(plantedSuite);
    expect(plantedSuite.metrics["n.true"]!.of(rows)).toBe(3);
    expect(rows.filter(({ kind }) => kind === "true").every(({ scores }) => "flagged" in scores)).toBe(true);
    const number = rows.find(({ kind }) => kind === "number");
    expect(number).toMatchObject({ scores: { caught: 1, "caught.number": 1 } });
    expect(number!.text).not.toBe(number!.truth);
  });
});

describe("the planted-answers suite", () => {
  it("scores each draft before and after validation", async () => {
    const rows = await measure<{ scores: object; sentences: unknown[] }>(plantedAnswersSuite);
    expect(rows.length).toBeGreaterThan(0);
    for (const { scores, sentences } of rows) {
      expect(sentences.length).toBeGreaterThanOrEqual(2);
      expect(scores).toHaveProperty(["citationPrecision.before"]);
    }
  });
});
