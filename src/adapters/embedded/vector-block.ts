import { type Bitmap, listRows } from "./bitmap.js";
import { preciseDot, type QuantizedQuery, quantizeInto, restoreVector } from "./quantize.js";
import { createScanArena, type ScanArena } from "./scan-arena.js";
import type { TopRows } from "./top-rows.js";

/** Vectors of a segment, quantised (see quantize.ts), one row behind the other. */
export interface VectorBlock {
  count: number;
  dimension: number;
  /** Bytes a row: the dimension and zeros up to a multiple of 32, as the scan wants it. */
  stride: number;
  high: Int8Array;
  low: Int8Array;
  scales: Float32Array;
  /** The memory that `high` and `scales` lie in; null for a small block, which is copied to where it can be scanned. */
  arena: ScanArena | null;
}

/** A WebAssembly memory costs address space, so small blocks share one of this many rows. */
const SHARED_ROWS = 4_096;
const sharedArenas = new Map<number, ScanArena>();

export function createVectorBlock(count: number, dimension: number): VectorBlock {
  const stride = Math.ceil(dimension / 32) * 32;
  const arena = count > SHARED_ROWS ? createScanArena(count, stride) : null;
  return {
    ...{ count, dimension, stride, arena },
    high: arena?.vectors ?? new Int8Array(count * stride),
    low: new Int8Array(count * stride),
    scales: arena?.scales ?? new Float32Array(count),
  };
}

export function setVector(block: VectorBlock, row: number, vector: Float32Array): void {
  block.scales[row] = quantizeInto(vector, block.high, block.low, row * block.stride);
}

export function copyVector(from: VectorBlock, fromRow: number, to: VectorBlock, toRow: number): void {
  const [start, end] = [fromRow * from.stride, (fromRow + 1) * from.stride];
  to.high.set(from.high.subarray(start, end), toRow * to.stride);
  to.low.set(from.low.subarray(start, end), toRow * to.stride);
  to.scales[toRow] = from.scales[fromRow]!;
}

/** A row as plain numbers. */
export function vectorOf({ high, low, scales, dimension, stride }: VectorBlock, row: number): number[] {
  return restoreVector({ high, low, dimension, scale: scales[row]! }, row * stride);
}

/** Cosine of a query with a row, both being unit vectors, as good as from 32 bits. */
export function preciseScore(block: VectorBlock, row: number, query: Float32Array): number {
  return block.scales[row]! * preciseDot(query, block.high, block.low, row * block.stride);
}

/** Offers every accepted row with its approximate score; `firstRow` is added to row numbers. */
export function scanBlock(
  block: VectorBlock,
  query: QuantizedQuery,
  accepted: Bitmap | null,
  top: TopRows,
  firstRow: number,
): void {
  if (block.arena) scanResident(block.arena, block.count, query, accepted, top, firstRow);
  else scanCopied(block, query, accepted, top, firstRow);
}

function scanResident(
  arena: ScanArena,
  blockCount: number,
  query: QuantizedQuery,
  accepted: Bitmap | null,
  top: TopRows,
  firstRow: number,
): void {
  arena.query.set(query.components);
  const count = accepted ? listRows(accepted, arena.rows) : blockCount;
  arena.scan(count, accepted !== null);
  const { rows, scores } = arena;
  for (let i = 0; i < count; i++) {
    const score = scores[i]! * query.scale;
    if (score >= top.floor) top.offer(firstRow + (accepted ? rows[i]! : i), score);
  }
}

function scanCopied(
  { count, stride, high, scales }: VectorBlock,
  query: QuantizedQuery,
  accepted: Bitmap | null,
  top: TopRows,
  firstRow: number,
): void {
  if (count === 0) return;
  let arena = sharedArenas.get(stride);
  if (!arena) sharedArenas.set(stride, (arena = createScanArena(SHARED_ROWS, stride)));
  arena.vectors.set(high);
  arena.scales.set(scales);
  scanResident(arena, count, query, accepted, top, firstRow);
}
