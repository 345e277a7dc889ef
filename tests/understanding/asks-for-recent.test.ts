import { expect, it } from "vitest";
import { asksForRecent } from "../../src/understanding/asks-for-recent.js";
import { createUnderstand } from "../../src/understanding/understand.js";

const NOW = new Date("2026-06-01T00:00:00Z");

it.each([
  "What is the latest release?",
  "Which models are currently supported?",
  "What is the recommended setting as of 2026?",
  "Who leads the project as of March 2026?",
  "What changed this year?",
  "most recent benchmark of BM25",
])("%s asks for what is new", (question) => {
  expect(asksForRecent(question, NOW)).toBe(true);
});

it.each([
  "Should newer pages always rank above older ones?",
  "What is the recency half-life?",
  "Who led the project as of 2019?",
  'What does "latest" mean in a Docker tag?',
  "How old is the currency?",
  "What is the current that flows through a wire?",
])("%s does not", (question) => {
  expect(asksForRecent(question, NOW)).toBe(false);
});

it("is part of the plan, follow-ups included, and else nothing of it", async () => {
  const understand = createUnderstand({ maxSubQueries: 3 }, () => NOW);
  const history = [{ role: "user" as const, content: "Which versions of Node are there?" }];
  expect(await understand({ text: "And what is the latest of them?", history })).toMatchObject({ needsRecent: true });
  expect(await understand({ text: "What is BM25?", history: [] })).not.toHaveProperty("needsRecent");
});
