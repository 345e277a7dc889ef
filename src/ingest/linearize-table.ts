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
