import { describe, expect, it } from "vitest";
import { draftsSuite } from "../../../eval/gate/scripted-drafts.js";
import { profileSettings, withSetting } from "../../../src/profiles.js";
import { smallModels } from "../doubles/models.js";
import { buildIndex } from "../doubles/small-index.js";
import { useTemporaryFolder } from "../doubles/temporary-folder.js";

const temporary = useTemporaryFolder();

const DOCUMENTS = {
  "lighthouse.md": "# The lighthouse\n\nAda built the lighthouse in 1889. It stands on the northern pier.\n",
  "bakery.md": "# The bakery\n\nBo bakes bread every morning. The oven is made of brick.\n",
};
const invention = (id: string, claim: string, label = "unsupported") => ({
  ...{ id, claim, evidence: ["It does not matter here."], label, source: "number-changed" },
});
const FALSE_YEAR = invention("c1", "Ada built the lighthouse in 1899.");

async function openDrafts({ claims = [FALSE_YEAR], set = [] as string[] } = {}) {
  const models = smallModels((text) => (/lighthouse|Ada/.test(text) ? 9 : -9));
  const index = await buildIndex(temporary.path(""), DOCUMENTS, models.embedder);
  const data = temporary.writeRows("questions.jsonl", [
    { id: "q1", question: "Who built the lighthouse?", answers: ["Ada"], answerable: true, passages: [] },
    { id: "q2", question: "Who painted the lighthouse?", answers: [], answerable: false, passages: [] },
    { id: "q3", question: "What boils tungsten?", answers: ["Heat"], answerable: true, passages: [] },
  ]);
  return draftsSuite.open({
    ...{ data, profile: "balanced", models, progress: () => undefined, seed: 1, cached: true },
    ...{ settings: set.reduce(withSetting, profileSettings("balanced")) },
    flags: { index, claims: temporary.writeRows("claims.jsonl", claims) },
  });
}

async function scoresOf(id: string, options: Parameters<typeof openDrafts>[0] = {}) {
  const drafts = await openDrafts(options);
  try {
    return (await drafts.measure(id)).row;
  } finally {
    await drafts.close();
  }
}

describe("a scripted draft", () => {
  it("keeps its true sentence and loses what is invented, uncited or cites no source", async () => {
    expect(await scoresOf("q1")).toMatchObject({
      ...{ id: "q1", text: "Who built the lighthouse?", slices: { invention: "number-changed" } },
      answerText: "Ada built the lighthouse in 1889 [1].",
      scores: { goodKept: 1, inventedShown: 0, uncitedShown: 0, invalidCounted: 1 },
    });
  });

  it("shows its inventions when the check is switched off", async () => {
    const { answerText, scores } = (await scoresOf("q1", {
      set: ["validation.dropUnsupported=false"],
    })) as unknown as { answerText: string; scores: object };
    expect(answerText).toContain("Ada built the lighthouse in 1899 [1].");
    expect(scores).toEqual({ goodKept: 1, inventedShown: 1, uncitedShown: 1, invalidCounted: 1 });
  });

  it("counts an invention that the check takes for true", async () => {
    const claims = [invention("c1", "It stands on the northern pier.")];
    expect((await scoresOf("q1", { claims })).scores).toMatchObject({ inventedShown: 1, uncitedShown: 0 });
  });

  it("invents only what the claims call unsupported", async () => {
    const claims = [invention("c0", "It stands on the northern pier.", "supported"), FALSE_YEAR];
    expect((await scoresOf("q1", { claims })).scores).toMatchObject({ inventedShown: 0 });
  });

  it("has no scores where the engine abstains before it reads a draft", async () => {
    expect((await scoresOf("q3")).scores).toEqual({});
  });

  it("is written for answerable questions only", async () => {
    const drafts = await openDrafts();
    expect(drafts.items.map(({ id }) => id)).toEqual(["q1", "q3"]);
    await drafts.close();
  });
});
