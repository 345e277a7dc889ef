import { growingUint32 } from "./growing-array.js";
import type { Postings } from "./postings.js";
import { createStringTableBuilder } from "./string-table.js";
import type { Turns } from "./turns.js";

/** In the place of a row that is not taken over. */
export const NO_ROW = 0xffffffff;

const NO_TERM = -1;

/**
 * The lists of both under new row numbers: `newRows[i][row]` is the new number of row `row` of the i-th, ascending, or
 * NO_ROW for one that goes.
 */
export async function mergePostings(
  [a, b]: readonly [Postings, Postings],
  newRows: readonly [Uint32Array, Uint32Array],
  turns: Turns,
): Promise<Omit<Postings, "lengths">> {
  const terms = createStringTableBuilder();
  const starts = growingUint32();
  const target = {
    rows: new Uint32Array(a.rows.length + b.rows.length),
    frequencies: new Float32Array(a.rows.length + b.rows.length),
  };
  let end = 0;
  starts.push(0);

  function addTerm(from: Postings, term: number, listA: number, listB: number): void {
    const start = end;
    let i = listA === NO_TERM ? 0 : a.starts[listA]!;
    let j = listB === NO_TERM ? 0 : b.starts[listB]!;
    const endA = listA === NO_TERM ? 0 : a.starts[listA + 1]!;
    const endB = listB === NO_TERM ? 0 : b.starts[listB + 1]!;
    while (i < endA || j < endB) {
      const rowA = i < endA ? newRows[0][a.rows[i]!]! : NO_ROW;
      const rowB = j < endB ? newRows[1][b.rows[j]!]! : NO_ROW;
      if (i < endA && (rowA === NO_ROW || rowA < rowB)) {
        if (rowA !== NO_ROW) append(rowA, a.frequencies[i]!);
        i++;
      } else if (j < endB) {
        if (rowB !== NO_ROW) append(rowB, b.frequencies[j]!);
        j++;
      }
    }
    if (end === start) return;
    terms.copy(from.terms, term);
    starts.push(end);
  }
  function append(row: number, frequency: number): void {
    target.rows[end] = row;
    target.frequencies[end++] = frequency;
  }

  // The second is the smaller one as a rule, so its terms are looked up in the first.
  const termsInB = new Int32Array(a.terms.size).fill(NO_TERM);
  const onlyInB: number[] = [];
  for (let term = 0; term < b.terms.size; term++) {
    if (turns.isOver()) await turns.next();
    const inA = a.terms.find(b.terms.get(term));
    if (inA < 0) onlyInB.push(term);
    else termsInB[inA] = term;
  }
  for (let term = 0; term < a.terms.size; term++) {
    if (turns.isOver()) await turns.next();
    addTerm(a, term, term, termsInB[term]!);
  }
  for (const term of onlyInB) {
    if (turns.isOver()) await turns.next();
    addTerm(b, term, NO_TERM, term);
  }
  await turns.next();
  const table = { terms: terms.finish(), starts: starts.finish() };
  await turns.next();
  const isFull = end === target.rows.length;
  const rows = isFull ? target.rows : target.rows.slice(0, end);
  await turns.next();
  return { ...table, rows, frequencies: isFull ? target.frequencies : target.frequencies.slice(0, end) };
}
