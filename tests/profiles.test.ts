import { describe, expect, it } from "vitest";
import {
  DEFAULT_PROFILE,
  PROFILES,
  profileSettings,
  searchSettings,
  settingPaths,
  withSetting,
} from "../src/profiles.js";

describe("profileSettings", () => {
  it.each(["fast", "balanced", "thorough"])("knows %s", (name) => {
    expect(profileSettings(name)).toBe(PROFILES[name as keyof typeof PROFILES]);
  });

  it.each(["quick", "", "toString"])("refuses %j and lists the profiles there are", (name) => {
    expect(() => profileSettings(name)).toThrow(
      expect.objectContaining({ code: "SETTING_UNKNOWN", hint: "Profiles: fast, balanced, thorough." }),
    );
  });

  it("has no cross-encoder in fast, and reads more in thorough", () => {
    expect(PROFILES.fast.ranking.crossEncoder.depth).toBe(0);
    expect(PROFILES.thorough.ranking.crossEncoder.depth).toBeGreaterThan(PROFILES.balanced.ranking.crossEncoder.depth);
  });

  it("drops unsupported sentences in every profile", () => {
    expect(Object.values(PROFILES).every((profile) => profile.validation.dropUnsupported)).toBe(true);
  });
});

describe("searchSettings", () => {
  it("let a search have as many passages as it asks for, and never fewer than an answer reads", () => {
    const { maxEvidence } = PROFILES.balanced.ranking;
    expect(searchSettings("balanced", 40).ranking.maxEvidence).toBe(40);
    expect(searchSettings("balanced", 1)).toEqual(PROFILES.balanced);
    expect(searchSettings("balanced").ranking.maxEvidence).toBe(maxEvidence);
  });
});

describe("withSetting", () => {
  const settings = profileSettings(DEFAULT_PROFILE);

  it("replaces one value in a copy", () => {
    const before = structuredClone(settings);
    const changed = withSetting(settings, "retrieval.fusion.denseWeight=0.7");
    expect(changed.retrieval.fusion.denseWeight).toBe(0.7);
    expect(settings).toEqual(before);
    changed.retrieval.fusion.denseWeight = settings.retrieval.fusion.denseWeight;
    expect(changed).toEqual(before);
  });

  it("reads a value as what the default is", () => {
    expect(withSetting(settings, "validation.dropUnsupported=false").validation.dropUnsupported).toBe(false);
    expect(withSetting(settings, "validation.strictness=strict").validation.strictness).toBe("strict");
  });

  it.each([
    "retrieval.fusion.weight=1",
    "retrieval.fusion=1",
    "retrieval.none.denseWeight=1",
    "constructor.name=x",
    "ranking.maxEvidence=many",
    "ranking.maxEvidence=",
    "ranking.maxEvidence",
    "validation.dropUnsupported=1",
    "",
  ])("refuses %j", (assignment) => {
    expect(() => withSetting(settings, assignment)).toThrow(expect.objectContaining({ code: "SETTING_UNKNOWN" }));
  });

  it("accepts every path it lists", () => {
    for (const path of settingPaths(settings)) {
      const value = path.split(".").reduce<unknown>((group, key) => (group as Record<string, unknown>)[key], settings);
      expect(withSetting(settings, `${path}=${String(value)}`)).toEqual(settings);
    }
  });
});
