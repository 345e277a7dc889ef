import type { Segment, SegmentArrays } from "./segment.js";
import { openStringTable, type StringTable } from "./string-table.js";
import { createVectorBlock } from "./vector-block.js";

/** A number array of a segment, or the memory to read it into. */
export type Section = Uint8Array | Int8Array | Uint32Array | Float32Array;

const TYPES = { u8: Uint8Array, i8: Int8Array, u32: Uint32Array, f32: Float32Array } as const;
export type SectionType = keyof typeof TYPES;

export const SECTION_BYTES: Record<SectionType, number> = { u8: 1, i8: 1, u32: 4, f32: 4 };

/** Every array of a segment, by name, in the order of the file. */
export function sectionsOf({ postings, vectors, passageIds, documentIds, documentOf, facts, words }: SegmentArrays) {
  return {
    ...tableSections("terms", postings.terms),
    "postings.starts": postings.starts,
    "postings.rows": postings.rows,
    "postings.frequencies": postings.frequencies,
    "postings.lengths": postings.lengths,
    "vectors.high": vectors.high,
    "vectors.low": vectors.low,
    "vectors.scales": vectors.scales,
    ...tableSections("passageIds", passageIds),
    ...tableSections("documentIds", documentIds),
    documentOf,
    ...tableSections("values", facts.values),
    "facts.columns": facts.columns,
    ...tableSections("words", words),
  } satisfies Record<string, Section>;
}

export function typeOf(section: Section): SectionType {
  return (Object.keys(TYPES) as SectionType[]).find((type) => section.constructor === TYPES[type])!;
}

export interface SectionDescription {
  name: string;
  type: SectionType;
  length: number;
}

/** Memory for the described sections, and the segment that it becomes once it is filled. */
export function allocateSegment(
  descriptions: readonly SectionDescription[],
  { count, dimension }: { count: number; dimension: number },
): { sections: Record<string, Section>; arrays(): SegmentArrays } {
  const vectors = createVectorBlock(count, dimension);
  const given: Record<string, Section> = {
    "vectors.high": vectors.high,
    "vectors.low": vectors.low,
    "vectors.scales": vectors.scales,
  };
  const sections = Object.fromEntries(
    descriptions.map(({ name, type, length }) => [name, given[name] ?? new TYPES[type](length)]),
  );
  const numbers = (name: string): Uint32Array => sections[name] as Uint32Array;
  const table = (name: string): StringTable =>
    openStringTable({
      bytes: sections[`${name}.bytes`] as Uint8Array,
      starts: numbers(`${name}.starts`),
      hashes: numbers(`${name}.hashes`),
      slots: numbers(`${name}.slots`),
    });
  return {
    sections,
    arrays: () => ({
      postings: {
        terms: table("terms"),
        starts: numbers("postings.starts"),
        rows: numbers("postings.rows"),
        frequencies: sections["postings.frequencies"] as Float32Array,
        lengths: sections["postings.lengths"] as Float32Array,
      },
      vectors,
      passageIds: table("passageIds"),
      documentIds: table("documentIds"),
      documentOf: numbers("documentOf"),
      facts: { values: table("values"), columns: numbers("facts.columns") },
      words: table("words"),
    }),
  };
}

function tableSections(name: string, { arrays }: StringTable): Record<string, Section> {
  return Object.fromEntries(Object.entries(arrays).map(([part, array]) => [`${name}.${part}`, array as Section]));
}

export function describeSections(segment: Segment): SectionDescription[] {
  return Object.entries(sectionsOf(segment)).map(([name, section]) => {
    return { name, type: typeOf(section), length: section.length };
  });
}
