import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readPrompt } from "../../../src/adapters/openai/read-prompt.js";

const values = {
  ...{ boundary: "~~~1~~~", sources: "[1] A {title} {{x}}", history: "(none)", question: "Why {q}?" },
  ...{ standaloneQuestion: "Why?", sentence: "It rose.", reason: "No." },
};

describe("readPrompt", () => {
  it.each(["answer.v1", "answer.v2", "answer.v3", "repair.v1"])("renders %s, values as they are", async (version) => {
    const prompt = readPrompt(version);
    const [system, user] = await prompt.render(values);
    expect(prompt.hash).toMatch(/^[0-9a-f]{8}$/);
    expect(system?.role).toBe("system");
    expect(user?.content).toContain("[1] A {title} {{x}}");
    expect(system?.content).not.toContain("[1] A");
    expect(`${system?.content}${user?.content}`).not.toMatch(/\{(?:boundary|sources|question)\}/);
  });

  it.each(["answer.v99", "../secret", ""])("knows no %j", (version) => {
    expect(() => readPrompt(version)).toThrow(expect.objectContaining({ code: "SETTING_UNKNOWN" }));
  });

  it("keeps at least three answer prompts to compare", () => {
    const files = readdirSync("src/adapters/openai/prompts").filter((file) => file.startsWith("answer."));
    expect(files.length).toBeGreaterThanOrEqual(3);
  });
});
