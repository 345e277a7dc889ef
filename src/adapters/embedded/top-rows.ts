export interface ScoredRow {
  row: number;
  score: number;
}

export interface TopRows {
  /** A score below this cannot come in. Ask before `offer`: most rows end here. */
  floor: number;
  offer(row: number, score: number): void;
  /** What is kept, best first. Ends the selection. */
  take(): ScoredRow[];
}

/**
 * The `limit` best of many rows, in a binary heap with the worst on top; ties are decided by `isBefore`, which is asked
 * for rows of equal scores only.
 */
export function createTopRows(limit: number, isBefore: (a: number, b: number) => boolean = (a, b) => a < b): TopRows {
  const scores: number[] = [];
  const rows: number[] = [];

  const isWorse = (i: number, j: number): boolean =>
    scores[i]! < scores[j]! || (scores[i] === scores[j] && isBefore(rows[j]!, rows[i]!));
  const swap = (i: number, j: number): void => {
    [scores[i], scores[j]] = [scores[j]!, scores[i]!];
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
  };
  const sink = (size: number): void => {
    for (let parent = 0; ;) {
      let child = 2 * parent + 1;
      if (child >= size) return;
      if (child + 1 < size && isWorse(child + 1, child)) child++;
      if (!isWorse(child, parent)) return;
      swap(child, parent);
      parent = child;
    }
  };
  const rise = (): void => {
    for (let child = rows.length - 1; child > 0;) {
      const parent = (child - 1) >>> 1;
      if (!isWorse(child, parent)) return;
      swap(child, parent);
      child = parent;
    }
  };

  const top: TopRows = {
    floor: limit > 0 ? -Infinity : Infinity,
    offer(row, score) {
      if (limit <= 0) return;
      if (rows.length < limit) {
        rows.push(row);
        scores.push(score);
        rise();
      } else {
        if (score < scores[0]! || (score === scores[0] && isBefore(rows[0]!, row))) return;
        rows[0] = row;
        scores[0] = score;
        sink(limit);
      }
      if (rows.length === limit) top.floor = scores[0]!;
    },
    take() {
      const best: ScoredRow[] = new Array<ScoredRow>(rows.length);
      for (let size = rows.length; size > 0; size--) {
        best[size - 1] = { row: rows[0]!, score: scores[0]! };
        swap(0, size - 1);
        sink(size - 1);
      }
      return best;
    },
  };
  return top;
}
