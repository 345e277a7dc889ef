import type { Draw } from "../draw.js";
import type { PlantedPassage } from "../passage.js";

/** What a corruption may draw on. */
export interface CorruptionContext {
  /** Where the sentence is true. */
  passage: PlantedPassage;
  /** Passages of the same document, else those of other documents whose words are nearest. */
  near: readonly PlantedPassage[];
  /** Passages of other documents. */
  far: readonly PlantedPassage[];
  draw: Draw;
}

export interface Corrupted {
  text: string;
  /** The passages cited, when they are not the one where the sentence was true; none: no mark. */
  cites?: readonly PlantedPassage[];
  /** What was done, for whoever reads the row: `1889 -> 1899`. */
  change: string;
}

/** Makes a true sentence false of what it cites; null where it does not apply or the result could still be true. */
export type Corrupt = (sentence: string, context: CorruptionContext) => Corrupted | null;
