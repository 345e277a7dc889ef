import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // By default one core is left idle, which on two cores nearly doubles the time.
    maxWorkers: availableParallelism(),
    // Real models and real files: generous, so that a busy machine does not fail a sound test.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
