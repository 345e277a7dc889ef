import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { REGRESSIONS } from "../../../scripts/eval/regressions.js";

describe("planted regressions", () => {
  it.each(REGRESSIONS)("change a place of the code that is there: $name", ({ file, find, replace }) => {
    expect(readFileSync(file, "utf8").split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
  });

  it("have names of their own", () => {
    expect(new Set(REGRESSIONS.map(({ name }) => name)).size).toBe(REGRESSIONS.length);
  });
});
