import { growingFloat32, growingUint32 } from "./growing-array.js";
import { createInterner, type StringTable } from "./string-table.js";
import type { Turns } from "./turns.js";

/**
 * Which rows hold a term, and how often. The lists of all terms lie behind one another: those of term `t` are
 * `rows[starts[t] .. starts[t + 1])`, ascending, with `frequencies` alongside.
 */
export interface Postings {
  terms: StringTable;
  starts: Uint32Array;
  rows: Uint32Array;
  /** Sum of the term's counts in the fields, each times the field's weight. */
  frequencies: Float32Array;
  /** By row: sum of the fields' lengths in terms, each times the field's weight. */
  lengths: Float32Array;
}

/** Weight of each field, in the order in which rows give them. 0 leaves a field out. */
export type FieldWeights = readonly number[];

export interface PostingsBuilder {
  /** Adds a row: index terms by field, in order and with repeats. */
  add(fields: readonly (readonly string[])[]): void;
  finish(turns: Turns): Promise<Postings>;
}

export function createPostingsBuilder(weights: FieldWeights): PostingsBuilder {
  const terms = createInterner();
  const lengths = growingFloat32();
  /** Row by row: the row's terms with their frequencies. */
  const rowEnds = growingUint32();
  const termNumbers = growingUint32();
  const frequencies = growingFloat32();
  /** By term, for all rows: in how many of them it stands. */
  const counts: number[] = [];

  return {
    add(fields) {
      const row = new Map<string, number>();
      let length = 0;
      fields.forEach((field, i) => {
        const weight = weights[i] ?? 1;
        if (weight <= 0) return;
        length += weight * field.length;
        for (const term of field) row.set(term, (row.get(term) ?? 0) + weight);
      });
      for (const [term, frequency] of row) {
        const number = terms.add(term);
        counts[number] = (counts[number] ?? 0) + 1;
        termNumbers.push(number);
        frequencies.push(frequency);
      }
      lengths.push(length);
      rowEnds.push(termNumbers.length);
    },

    async finish(turns) {
      const starts = new Uint32Array(counts.length + 1);
      counts.forEach((count, term) => (starts[term + 1] = starts[term]! + count));
      const next = starts.slice();
      const [ends, numbers, values] = [rowEnds.view(), termNumbers.view(), frequencies.view()];
      const postings = { rows: new Uint32Array(numbers.length), frequencies: new Float32Array(numbers.length) };
      for (let row = 0, i = 0; row < ends.length; row++) {
        if (turns.isOver()) await turns.next();
        for (; i < ends[row]!; i++) {
          const place = next[numbers[i]!]!++;
          postings.rows[place] = row;
          postings.frequencies[place] = values[i]!;
        }
      }
      await turns.next();
      return { terms: terms.finish(), starts, ...postings, lengths: lengths.finish() };
    },
  };
}
