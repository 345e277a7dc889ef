/** Something in the index that no writer has put there. The store's edge makes INDEX_CORRUPT of it, with the path. */
export class Damage extends Error {}

/** @throws Damage saying `what` unless it is sound */
export function assertSound(isSound: boolean, what: () => string): asserts isSound {
  if (!isSound) throw new Damage(what());
}
