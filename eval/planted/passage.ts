/** A passage that true sentences are taken from. */
export interface PlantedPassage {
  id: string;
  /** What it is part of: both halves of a split never share one. */
  document: string;
  title: string;
  text: string;
  sentences: string[];
  /** `guide`, or the name of the question file. */
  collection: string;
}
