/** What a command's process ends with. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, abstained: 3 } as const;
