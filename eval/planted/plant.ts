import { contentWords } from "../../src/text/tokens.js";
import { CORRUPTIONS, type CorruptionKind, KINDS } from "./corruptions/index.js";
import type { CorruptionContext } from "./corruptions/corruption.js";
import { createDraw, hash } from "./draw.js";
import { groupBy } from "./group-by.js";
import type { PlantedPassage } from "./passage.js";
import { isStatement } from "./statement.js";
import { asWritten, varySentence } from "./variants.js";
import { plainWords } from "./words.js";

/** One sentence with its citations, and what is known of it by how it was made. */
export interface PlantedRow {
  /** `q:0/2#date`; that of a true sentence ends in `#true`. */
  id: string;
  kind: "true" | CorruptionKind;
  /** Sentence, without marks. */
  text: string;
  cites: PlantedPassage[];
  /** Passages in which the sentence, before it was corrupted, is true. */
  sources: PlantedPassage[];
  /** The sentence before it was corrupted. */
  truth: string;
  /** The passage's own sentence. */
  original: string;
  /** `verbatim`, or the edits that keep the meaning. */
  form: string;
  change: string;
}

export type Split = "tune" | "test" | "all";

export interface PlantOptions {
  /** Number of true sentences; fewer when the passages do not hold as many. */
  sentences: number;
  split: Split;
  seed: number;
}

/** Kinds that apply to few sentences are made from further ones until there are as many rows. */
const FEWEST_OF_A_KIND = 60;

/** Which half a document is in: by its name alone, so that neither seed nor size moves it. */
export const halfOf = (document: string): "tune" | "test" => (hash(document) % 2 === 0 ? "tune" : "test");

/**
 * True sentences, half of them word for word, half said otherwise, and each in every corrupted form that applies.
 * Collections take turns, then documents, so that no long document speaks for all.
 */
export function plant(passages: readonly PlantedPassage[], { sentences, split, seed }: PlantOptions): PlantedRow[] {
  const ours = passages.filter(({ document }) => split === "all" || halfOf(document) === split);
  const neighbours = createNeighbours(ours);
  const bases = takeTurns(ours, seed).flatMap((place) => baseOf(place, seed) ?? []);
  const rows: PlantedRow[] = [];
  const counts = new Map<CorruptionKind, number>();
  const corruptBase = (base: PlantedRow, kinds: readonly CorruptionKind[]): void => {
    const passage = base.sources[0]!;
    const far = ours.filter(({ document }) => document !== passage.document);
    for (const kind of kinds) {
      const row = corrupt(base, kind, { passage, near: neighbours(passage), far }, seed);
      if (!row) continue;
      rows.push(row);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  };
  for (const base of bases.slice(0, sentences)) {
    rows.push(base);
    corruptBase(base, KINDS);
  }
  const rare = (): CorruptionKind[] =>
    KINDS.filter((kind) => (counts.get(kind) ?? 0) < Math.min(FEWEST_OF_A_KIND, sentences));
  for (const base of bases.slice(sentences)) {
    const missing = rare();
    if (missing.length === 0) break;
    corruptBase(base, missing);
  }
  return rows;
}

interface Place {
  passage: PlantedPassage;
  sentence: number;
}

/** Statements of the passages in drawn order: one of each document, then the second of each, collections by turns. */
function takeTurns(passages: readonly PlantedPassage[], seed: number): Place[] {
  const documents = groupBy(passages, ({ collection, document }) => `${collection}/${document}`);
  const ranked = [...documents].flatMap(([key, own]) => {
    const draw = createDraw(seed, key);
    const places = own.flatMap((passage) =>
      passage.sentences.flatMap((text, sentence) => (isStatement(asWritten(text)) ? [{ passage, sentence }] : [])),
    );
    return draw.shuffled(places).map((place, round) => ({ place, round, order: draw.below(2 ** 30) }));
  });
  ranked.sort((a, b) => a.round - b.round || a.order - b.order);
  const collections = [...groupBy(ranked, ({ place }) => place.passage.collection)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => own.map(({ place }) => place));
  const longest = Math.max(0, ...collections.map((own) => own.length));
  return Array.from({ length: longest }, (_, i) => collections.flatMap((own) => own[i] ?? [])).flat();
}

function baseOf({ passage, sentence }: Place, seed: number): PlantedRow | null {
  const id = `${passage.id}/${sentence}`;
  const original = passage.sentences[sentence]!;
  const draw = createDraw(seed, id);
  const varied = draw.below(2) === 0 ? varySentence(original, passage, draw) : null;
  const text = varied?.text ?? original;
  return {
    ...{ id: `${id}#true`, kind: "true", text, cites: [passage], sources: [passage], truth: text, original },
    ...{ form: varied ? varied.edits.join("+") : "verbatim", change: "" },
  };
}

function corrupt(
  base: PlantedRow,
  kind: CorruptionKind,
  context: Omit<CorruptionContext, "draw">,
  seed: number,
): PlantedRow | null {
  const id = base.id.replace(/#true$/, `#${kind}`);
  const corrupted = CORRUPTIONS[kind](base.text, { ...context, draw: createDraw(seed, id) });
  if (!corrupted) return null;
  const { text, change, cites = base.cites } = corrupted;
  const moved = corrupted.cites !== undefined;
  const words = plainWords(text);
  // Said by another sentence of the passage, it would be true again.
  if (!moved && context.passage.sentences.some((sentence) => plainWords(sentence) === words)) return null;
  return { ...base, id, kind, text, cites: [...cites], change };
}

const NEAREST = 5;

/** Of each passage those of its document; of one that stands alone those that share most of its words. */
function createNeighbours(passages: readonly PlantedPassage[]) {
  const documents = groupBy(passages, ({ document }) => document);
  const words = new Map(
    passages.map((passage) => [passage, new Set(contentWords(`${passage.title} ${passage.text}`))]),
  );
  const found = new Map<PlantedPassage, PlantedPassage[]>();
  return (passage: PlantedPassage): PlantedPassage[] => {
    const known = found.get(passage);
    if (known) return known;
    const same = documents.get(passage.document)!.filter((other) => other !== passage);
    const near = same.length > 0 ? same : nearest(passage);
    found.set(passage, near);
    return near;
  };
  function nearest(passage: PlantedPassage): PlantedPassage[] {
    const own = words.get(passage)!;
    const shared = (other: PlantedPassage): number => {
      const theirs = words.get(other)!;
      let count = 0;
      for (const word of own) if (theirs.has(word)) count++;
      return count / Math.sqrt(theirs.size + 1);
    };
    return passages
      .filter((other) => other !== passage)
      .map((other) => ({ other, share: shared(other) }))
      .sort((a, b) => b.share - a.share)
      .slice(0, NEAREST)
      .map(({ other }) => other);
  }
}
