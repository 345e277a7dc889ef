import { describe, expect, it } from "vitest";
import { someEvidence } from "../../doubles/evidence.js";
import { draftOf } from "./draft-of.js";

const scores =
  (best: Record<string, number>) =>
  (sentence: string): number =>
    Object.entries(best).find(([part]) => sentence.includes(part))?.[1] ?? 0.1;

describe("the extractive generator", () => {
  it("quotes the best sentence word for word, with a mark before its full stop", async () => {
    const evidence = someEvidence(
      "Vines need sun. Olives need warm, dry summers. Rain is rare.",
      scores({ Olives: 0.9 }),
    );
    const { lines, sources } = await draftOf([evidence]);
    expect(lines.map(({ text }) => text)).toEqual(["Olives need warm, dry summers [1]."]);
    expect(sources).toHaveLength(1);
  });

  it("gives the cited sources the first numbers, the rest after them", async () => {
    const evidence = [
      someEvidence("Vines need sun.", () => 0.1, { documentId: "vines.md" }),
      someEvidence("Olives need warm, dry summers.", () => 0.9, { documentId: "olives.md" }),
      someEvidence("Figs ripen twice a year.", () => 0.8, { documentId: "figs.md" }),
    ];
    const { lines, sources } = await draftOf(evidence);
    expect(sources.map(({ number, documentId }) => [number, documentId])).toEqual([
      [1, "olives.md"],
      [2, "figs.md"],
      [3, "vines.md"],
    ]);
    expect(lines.map(({ cites }) => cites)).toEqual([[1], [2]]);
  });

  it("quotes an index in brackets, which is no citation", async () => {
    const evidence = someEvidence("Read the first row as rows[0] of the result.", () => 0.9);
    const { lines } = await draftOf([evidence]);
    expect(lines[0]).toMatchObject({ bare: "Read the first row as rows[0] of the result.", cites: [1] });
  });

  it("quotes nothing from a list of references", async () => {
    const evidence = someEvidence("Olive growing, a handbook, 1998.", () => 0.9, { headingPath: ["References"] });
    expect((await draftOf([evidence])).lines).toEqual([]);
  });

  it("writes nothing without evidence", async () => {
    expect(await draftOf([])).toEqual({ sources: [], lines: [], bare: [] });
  });
});

describe("a sentence that leans on the one before", () => {
  const text = "The olive is an evergreen tree. It bears fruit from its fifth year. Vines are another matter.";

  it("brings that one along, in reading order", async () => {
    const { bare } = await draftOf([someEvidence(text, scores({ "It bears": 0.9 }))]);
    expect(bare).toEqual(["The olive is an evergreen tree.", "It bears fruit from its fifth year."]);
  });

  it("is passed over when the one before leans too", async () => {
    const leaning = `They are old. ${text.replace("The olive is an", "It is an")}`;
    const { bare } = await draftOf([someEvidence(leaning, scores({ "It bears": 0.9, Vines: 0.5 }))]);
    expect(bare).toEqual(["Vines are another matter."]);
  });

  it("is quoted alone when there is nothing better", async () => {
    const evidence = someEvidence("It bears fruit from its fifth year.", () => 0.9);
    expect((await draftOf([evidence])).bare).toEqual(["It bears fruit from its fifth year."]);
  });
});
