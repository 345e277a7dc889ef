import { SCAN_VECTORS_WASM } from "./scan-vectors.wasm.js";

/** Memory in which vectors are scanned: WebAssembly reads its own memory only. Views onto it, with room for `capacity` rows. */
export interface ScanArena {
  query: Int16Array;
  /** One a row. */
  scales: Float32Array;
  /** `stride` bytes a row. */
  vectors: Int8Array;
  /** Rows to be scanned, for `scan(count, true)`. */
  rows: Uint32Array;
  /** `scores[i]`: the query's dot product with row `i`, or row `rows[i]`, times that row's scale. */
  scores: Float32Array;
  scan(count: number, listed: boolean): void;
}

type Scan = (
  ...args: [query: number, vectors: number, scales: number, stride: number, rows: number, count: number, scores: number]
) => void;

const PAGE_BYTES = 65_536;
let compiled: WebAssembly.Module | null = null;

/** @param stride a multiple of 32 */
export function createScanArena(capacity: number, stride: number): ScanArena {
  const rowBytes = 4 * capacity;
  let bytes = 0;
  const place = (size: number): number => {
    const at = bytes;
    bytes += Math.ceil(size / 64) * 64;
    return at;
  };
  const at = {
    query: place(2 * stride),
    scales: place(rowBytes),
    rows: place(rowBytes),
    scores: place(rowBytes),
    vectors: place(capacity * stride),
  };
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  compiled ??= new WebAssembly.Module(Buffer.from(SCAN_VECTORS_WASM, "base64"));
  const scan = new WebAssembly.Instance(compiled, { block: { memory } }).exports.scan as Scan;
  return {
    query: new Int16Array(memory.buffer, at.query, stride),
    scales: new Float32Array(memory.buffer, at.scales, capacity),
    vectors: new Int8Array(memory.buffer, at.vectors, capacity * stride),
    rows: new Uint32Array(memory.buffer, at.rows, capacity),
    scores: new Float32Array(memory.buffer, at.scores, capacity),
    // The first thing in memory is the query, so that 0 is free to mean "no list".
    scan: (count, listed) => scan(at.query, at.vectors, at.scales, stride, listed ? at.rows : 0, count, at.scores),
  };
}
