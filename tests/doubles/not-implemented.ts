/** A part of which a test uses only the given members; any other call fails loudly instead of returning nothing. */
export function notImplemented<T extends object>(members: Partial<T> = {}): T {
  return new Proxy(members as T, {
    get(target, name) {
      if (name in target) return target[name as keyof T];
      return () => {
        throw new Error(`${String(name)} is not implemented in this test.`);
      };
    },
  });
}
