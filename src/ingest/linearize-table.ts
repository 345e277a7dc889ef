/**
 * The lines of a table that does not say which row names its columns: the first one, when it has no number and most of the
 * others have one.
 */
export function linearizeUnmarkedTable(rows: string[][]): string[] {
  const hasNumber = (cells: string[]): boolean => cells.some((cell) => /\d/.test(cell));
  const [first = [], ...others] = rows;
  const isRegular = rows.every((cells) => cells.length === first.length);
  const isNamed = isRegular && !hasNumber(first) && others.filter(hasNumber).length > others.length / 2;
  return isNamed ? linearizeTable(first, others) : linearizeTable([], rows);
}

/**
 * A readable line for each row: `Profile: fast; Sub-queries: 1`. Columns without a header give the cell alone, empty
 * cells are left out. Without any header a row of two cells reads `fast: 1`.
 */
export function linearizeTable(header: string[], rows: string[][]): string[] {
  const named = header.some((name) => name.trim());
  return rows
    .map((cells) => {
      const filled = cells.map((cell) => cell.trim());
      if (!named && filled.length === 2 && filled.every(Boolean)) return `${filled[0]}: ${filled[1]}`;
      return filled
        .map((cell, column) => (cell && header[column]?.trim() ? `${header[column].trim()}: ${cell}` : cell))
        .filter(Boolean)
        .join("; ");
    })
    .filter(Boolean);
}
