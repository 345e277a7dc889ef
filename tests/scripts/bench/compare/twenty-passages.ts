import type { ComparedPassage, ComparedQuery } from "../../../../scripts/bench/compare/engines/engine.js";

/** Twenty subjects, no word in two of them. */
const SUBJECTS = [
  "glaciers grind granite valleys",
  "bakers knead sourdough overnight",
  "violins resonate through spruce",
  "comets shed dusty tails",
  "beavers dam shallow streams",
  "compilers allocate scarce registers",
  "volcanoes eject molten basalt",
  "orchids mimic female wasps",
  "satellites relay encrypted signals",
  "weavers dye woollen yarn",
  "penguins huddle against blizzards",
  "algorithms sort enormous arrays",
  "potters glaze earthenware bowls",
  "monsoons flood coastal plains",
  "surgeons suture torn ligaments",
  "falcons dive toward pigeons",
  "chemists titrate weak acids",
  "sailors reef canvas early",
  "telescopes gather ancient starlight",
  "economists forecast rising inflation",
];

/** Passages on a subject each, five of one document behind one another. */
export const PASSAGES: ComparedPassage[] = SUBJECTS.map((text, i) => ({
  id: `notes/${Math.floor(i / 5)}.md#${i % 5}`,
  documentId: `notes/${Math.floor(i / 5)}.md`,
  title: `Notes ${Math.floor(i / 5)}`,
  headingPath: i % 2 === 0 ? [text.split(" ")[2]!] : [],
  text,
  url: null,
  publishedAt: null,
}));

const DIMENSION = 32;

/** Unit vectors with cosines from .6, as real ones have: an axis for all, one of the passage's own, a little of the next one's. */
export const VECTORS: Float32Array[] = SUBJECTS.map((_, i) => {
  const vector = new Float32Array(DIMENSION);
  vector[DIMENSION - 1] = Math.sqrt(0.6);
  vector[i] = Math.sqrt(0.3);
  vector[i + 1] = Math.sqrt(0.1);
  return vector;
});

/** The query that passage `i` answers by its words and by its vector. */
export const queryFor = (i: number): ComparedQuery => ({ text: SUBJECTS[i]!, vector: VECTORS[i]! });
