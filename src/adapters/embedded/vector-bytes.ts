/** Little-endian float32, as vectors are stored; a view, not a copy. */
export function toBlob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** A copy, because SQLite's bytes need not lie at a multiple of four; null when they are not `dimension` numbers. */
export function fromBlob(bytes: Uint8Array, dimension: number): Float32Array | null {
  if (bytes.byteLength !== dimension * Float32Array.BYTES_PER_ELEMENT) return null;
  const vector = new Float32Array(dimension);
  new Uint8Array(vector.buffer).set(bytes);
  return vector;
}
