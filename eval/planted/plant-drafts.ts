import { createDraw, type Draw } from "./draw.js";
import { groupBy } from "./group-by.js";
import type { PlantedPassage } from "./passage.js";
import type { PlantedRow } from "./plant.js";
import { wrongCitation } from "./corruptions/wrong-citation.js";

/** What was done to a sentence of a draft; `false` are the corruptions of its text, the others those of its marks. */
export type Fault = "none" | "false" | "wrong mark" | "no mark" | "superfluous mark" | "invalid mark";

export interface DraftedSentence {
  /** Without marks. */
  text: string;
  /** Numbers of the marks, from 1; `NO_SOURCE` for one that no source has. */
  marks: number[];
  /** Number of the source in which the sentence, before it was corrupted, is true. */
  source: number;
  truth: string;
  fault: Fault;
  /** Kind of the corruption of the text, or the fault. */
  kind: string;
}

export interface PlantedDraft {
  id: string;
  /** `extractive`: sentences as they stand in the passages; `scripted`: said otherwise, as a model would. */
  style: "extractive" | "scripted";
  passages: PlantedPassage[];
  sentences: DraftedSentence[];
}

export const NO_SOURCE = 99;

/** In these shares: half of the sentences are as they should be. */
const FAULTS: Fault[] = [
  ...["none", "none", "none", "none", "none", "false", "false"],
  ...["wrong mark", "no mark", "superfluous mark", "invalid mark"],
] as Fault[];

/** Drafts of two to five sentences over as many sources, made from true rows and their corruptions. */
export function plantDrafts(rows: readonly PlantedRow[], seed: number): PlantedDraft[] {
  const corrupted = groupBy(
    rows.filter(({ kind, text, truth }) => kind !== "true" && text !== truth),
    ({ id }) => id.replace(/#.*$/, ""),
  );
  const bases = rows.filter(({ kind }) => kind === "true");
  const groups = groupBy(bases, ({ form, sources }) => `${form === "verbatim"}/${sources[0]!.collection}`);
  return [...groups.values()].flatMap((own) => {
    const drafts: PlantedDraft[] = [];
    for (let from = 0; from + 2 <= own.length;) {
      const draw = createDraw(seed, own[from]!.id);
      const members = own.slice(from, from + 2 + draw.below(4));
      from += members.length;
      drafts.push(draftOf(members, corrupted, draw));
    }
    return drafts;
  });
}

function draftOf(
  members: readonly PlantedRow[],
  corrupted: ReadonlyMap<string, PlantedRow[]>,
  draw: Draw,
): PlantedDraft {
  const passages = [...new Set(members.map(({ sources }) => sources[0]!))];
  const sentences = members.map((base): DraftedSentence => {
    const source = passages.indexOf(base.sources[0]!) + 1;
    const { text, truth } = base;
    const sentence = { text, truth, source, marks: [source] };
    const fault = draw.from(FAULTS)!;
    const other = silentSource(base, passages, draw);
    if (fault === "false") {
      const row = draw.from(corrupted.get(base.id.replace(/#.*$/, "")) ?? []);
      if (row) return { ...sentence, text: row.text, fault, kind: row.kind };
    } else if (fault === "no mark") {
      return { ...sentence, marks: [], fault, kind: fault };
    } else if (fault === "invalid mark") {
      return { ...sentence, marks: [source, NO_SOURCE], fault, kind: fault };
    } else if (other !== null && fault !== "none") {
      return { ...sentence, marks: fault === "wrong mark" ? [other] : [source, other], fault, kind: fault };
    }
    return { ...sentence, fault: "none", kind: "none" };
  });
  const style = members[0]!.form === "verbatim" ? "extractive" : "scripted";
  return { id: `draft:${members[0]!.id.replace(/#true$/, "")}`, style, passages, sentences };
}

/** Number of another source that does not say the sentence. */
function silentSource({ text, sources }: PlantedRow, passages: readonly PlantedPassage[], draw: Draw): number | null {
  const near = passages.filter((passage) => passage !== sources[0]);
  const cited = wrongCitation(text, { passage: sources[0]!, near, far: [], draw })?.cites?.[0];
  return cited ? passages.indexOf(cited) + 1 : null;
}
