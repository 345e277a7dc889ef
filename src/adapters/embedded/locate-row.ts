/** The part that holds a row, of rows numbered through all parts, and the row's number in it. @throws RangeError */
export function locateRow<Part>(
  parts: readonly Part[],
  sizeOf: (part: Part) => number,
  row: number,
): [part: Part, row: number] {
  let local = row;
  for (const part of parts) {
    const size = sizeOf(part);
    if (local < size) return [part, local];
    local -= size;
  }
  throw new RangeError(`There is no row ${row}.`);
}
