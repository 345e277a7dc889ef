/** The lines from `start` on that `belongs` holds for, up to the first it does not. */
export function runOf(lines: string[], start: number, belongs: (line: string, at: number) => boolean): string[] {
  let end = start;
  while (end < lines.length && belongs(lines[end]!, end)) end++;
  return lines.slice(start, end);
}

/** The lines from `start` on that are indented by `columns` at least, with blank lines between them but not after. */
export function indentedRun(lines: string[], start: number, columns = 1): string[] {
  const run = runOf(lines, start, (line) => !line.trim() || indentation(line) >= columns);
  while (run.length > 0 && !run.at(-1)!.trim()) run.pop();
  return run;
}

/** The lines without the indentation they have in common, and without blank lines at their head. */
export function dedent(lines: string[]): string[] {
  const first = lines.findIndex((line) => line.trim());
  if (first < 0) return [];
  const filled = lines.slice(first);
  let common = Infinity;
  for (const line of filled) if (line.trim()) common = Math.min(common, indentation(line));
  return filled.map((line) => line.slice(common));
}

function indentation(line: string): number {
  return /^\s*/.exec(line)![0].length;
}
