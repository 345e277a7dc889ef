import { beforeEach, describe, expect, it, vi } from "vitest";
import { registerGate } from "../../../eval/commands/gate.js";
import type { GateOptions, GateResult } from "../../../eval/gate/gate.js";
import type { Models } from "../../../src/compose.js";
import { namedModels } from "../doubles/models.js";
import { runCommand } from "./in-process.js";

const gate = vi.hoisted(() => ({ asked: [] as GateOptions[], result: {} as GateResult }));
vi.mock("../../../src/compose.js", () => ({ openModels: async () => namedModels() }));
vi.mock("../../../eval/model-cache.js", () => ({ withModelCache: (opened: Models) => opened }));
vi.mock("../../../eval/gate/gate.js", () => ({
  runGate: async (options: GateOptions) => {
    gate.asked.push(options);
    return gate.result;
  },
}));

const check = (passed: boolean) => ({
  ...{
    metric: "auroc",
    value: 0.9,
    baseline: 0.95,
    interval: null,
    passed,
    reason: passed ? "at least 0.8" : "below 0.92",
  },
});
const result = (passed: boolean): GateResult => ({
  passed,
  checks: { claims: [check(passed)] },
  runs: ["runs/claims"],
});

beforeEach(() => {
  gate.asked = [];
});

describe("eval gate", () => {
  it("ends with 0 when all checks pass", async () => {
    gate.result = result(true);
    const { out, exitCode } = await runCommand(registerGate, "gate");
    expect(out).toContain("The gate is open.");
    expect(exitCode).toBe(0);
    expect(gate.asked).toEqual([expect.objectContaining({ seed: 1, accept: undefined })]);
  });

  it("ends with 1 when one fails, and says which", async () => {
    gate.result = result(false);
    const { out, exitCode } = await runCommand(registerGate, "gate");
    expect(out).toMatch(/FAIL claims auroc +0\.9000 +0\.9500 +below 0\.92/);
    expect(exitCode).toBe(1);
  });

  it("prints one JSON object, with the same exit code", async () => {
    gate.result = result(false);
    const { out, exitCode } = await runCommand(registerGate, "gate", "--json", "--seed", "7", "--accept");
    expect(JSON.parse(out)).toEqual(result(false));
    expect(exitCode).toBe(1);
    expect(gate.asked).toEqual([expect.objectContaining({ seed: 7, accept: true })]);
  });
});
