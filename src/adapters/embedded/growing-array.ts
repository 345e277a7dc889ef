type NumberArray = Uint8Array | Uint32Array | Float32Array | Int8Array;

export interface GrowingArray<A extends NumberArray> {
  readonly length: number;
  push(value: number): void;
  append(values: A): void;
  /** What was added, in an array of just that size. */
  finish(): A;
  /** What was added, where it lies. */
  view(): A;
}

/** A typed array that doubles when it is full. */
export function createGrowingArray<A extends NumberArray>(create: (size: number) => A): GrowingArray<A> {
  let array = create(1024);
  let length = 0;
  const reserve = (size: number): void => {
    if (size <= array.length) return;
    const larger = create(Math.max(size, array.length * 2));
    larger.set(array.subarray(0, length));
    array = larger;
  };
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === array.length) reserve(length + 1);
      array[length++] = value;
    },
    append(values) {
      reserve(length + values.length);
      array.set(values, length);
      length += values.length;
    },
    finish: () => array.slice(0, length) as A,
    view: () => array.subarray(0, length) as A,
  };
}

export const growingUint32 = (): GrowingArray<Uint32Array> => createGrowingArray((size) => new Uint32Array(size));
export const growingFloat32 = (): GrowingArray<Float32Array> => createGrowingArray((size) => new Float32Array(size));
export const growingBytes = (): GrowingArray<Uint8Array> => createGrowingArray((size) => new Uint8Array(size));
