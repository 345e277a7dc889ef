import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { describeWriter } from "../src/commands/open-language.js";
import { readConfig } from "../src/config.js";

describe("readConfig", () => {
  it("has a default for everything, and listens on loopback only", () => {
    expect(readConfig({})).toEqual({
      indexDirectory: resolve(".footnote"),
      host: "127.0.0.1",
      port: 3000,
      profile: "balanced",
      languageModel: null,
    });
  });

  it("has a language model once one is named, and its key in nothing that is shown", () => {
    const { languageModel } = readConfig({
      FOOTNOTE_MODEL: "tiny",
      OPENAI_API_KEY: "sk-secret",
      OPENAI_BASE_URL: "http://127.0.0.1:8080/v1",
      FOOTNOTE_PRICE_INPUT: "0.15",
      FOOTNOTE_MAX_TOKENS_PER_DAY: "1000000",
    });
    expect(languageModel).toMatchObject({
      ...{ model: "tiny", smallModel: "tiny", contextTokens: 8_192, deadlineMs: 30_000 },
      ...{ prices: { input: 0.15, output: 0 }, maxTokensPerAnswer: null, maxTokensPerDay: 1_000_000 },
    });
    expect(describeWriter(languageModel)).not.toContain("sk-secret");
  });

  it("has none for a key alone, so that nothing is spent by accident", () => {
    expect(readConfig({ OPENAI_API_KEY: "sk-secret" }).languageModel).toBeNull();
  });

  it("reads the environment", () => {
    const config = readConfig({
      FOOTNOTE_INDEX: "/var/index",
      FOOTNOTE_HOST: "0.0.0.0",
      FOOTNOTE_PORT: "0",
      FOOTNOTE_PROFILE: "fast",
      HOME: "/ignored",
    });
    expect(config).toEqual({
      indexDirectory: resolve("/var/index"),
      host: "0.0.0.0",
      port: 0,
      profile: "fast",
      languageModel: null,
    });
  });

  it.each([
    ["FOOTNOTE_PORT", "http"],
    ["FOOTNOTE_PORT", "70000"],
    ["FOOTNOTE_PORT", "80.5"],
    ["FOOTNOTE_PROFILE", "quick"],
    ["FOOTNOTE_INDEX", ""],
    ["FOOTNOTE_HOST", ""],
    ["FOOTNOTE_CONTEXT_TOKENS", "500"],
    ["FOOTNOTE_MODEL_SECONDS", "soon"],
    ["FOOTNOTE_PRICE_INPUT", "-1"],
  ])("refuses %s=%j by name", (name, value) => {
    const named = expect.objectContaining({
      code: "SETTING_UNKNOWN",
      message: expect.stringContaining(`${name} is "${value}"`),
    });
    expect(() => readConfig({ [name]: value })).toThrow(named);
  });
});
