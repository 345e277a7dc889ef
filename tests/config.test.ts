import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.js";

describe("readConfig", () => {
  it("has a default for everything, and listens on loopback only", () => {
    expect(readConfig({})).toEqual({
      indexDirectory: resolve(".footnote"),
      host: "127.0.0.1",
      port: 3000,
      profile: "balanced",
    });
  });

  it("reads the environment", () => {
    const config = readConfig({
      FOOTNOTE_INDEX: "/var/index",
      FOOTNOTE_HOST: "0.0.0.0",
      FOOTNOTE_PORT: "0",
      FOOTNOTE_PROFILE: "fast",
      HOME: "/ignored",
    });
    expect(config).toEqual({ indexDirectory: resolve("/var/index"), host: "0.0.0.0", port: 0, profile: "fast" });
  });

  it.each([
    ["FOOTNOTE_PORT", "http"],
    ["FOOTNOTE_PORT", "70000"],
    ["FOOTNOTE_PORT", "80.5"],
    ["FOOTNOTE_PROFILE", "quick"],
    ["FOOTNOTE_INDEX", ""],
    ["FOOTNOTE_HOST", ""],
  ])("refuses %s=%j by name", (name, value) => {
    const named = expect.objectContaining({
      code: "SETTING_UNKNOWN",
      message: expect.stringContaining(`${name} is "${value}"`),
    });
    expect(() => readConfig({ [name]: value })).toThrow(named);
  });
});
