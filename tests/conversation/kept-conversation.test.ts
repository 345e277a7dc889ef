import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { collectAnswer } from "../../src/answer-engine.js";
import { type Footnote, openFootnote, openIngest, openTraces } from "../../src/compose.js";
import type { Answer } from "../../src/domain/answer.js";
import type { TraceStore } from "../../src/tracing/trace.js";

let folder: string;
let footnote: Footnote;
let traces: TraceStore;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "footnote-conversation-"));
  writeFileSync(
    join(folder, "towers.md"),
    "# Towers\n\n## The Eiffel Tower\n\nThe Eiffel Tower was completed in 1889. The Eiffel Tower stands in Paris.\n\n" +
      "## The Space Needle\n\nThe Space Needle was completed in 1961. The Space Needle stands in Seattle.\n",
  );
  const index = join(folder, "index");
  const opened = await openIngest(index);
  await opened.ingest([join(folder, "towers.md")], { base: folder });
  await opened.close();
  traces = openTraces(index);
  footnote = await openFootnote(index, traces);
});
afterAll(async () => {
  await footnote.close();
  await traces.close();
  rmSync(folder, { recursive: true });
});

function ask(text: string, conversationId: string | null | undefined): Promise<Answer> {
  return collectAnswer(footnote.ask({ text, history: [] }, { conversationId, profile: "fast" }));
}

it("understands follow-ups from what was kept, each in its own conversation", async () => {
  const paris = await ask("When was the Eiffel Tower completed?", null);
  const seattle = await ask("When was the Space Needle completed?", null);
  expect([paris.text, seattle.text]).toEqual([expect.stringContaining("1889"), expect.stringContaining("1961")]);

  const [first, second] = await Promise.all([
    ask("Where does it stand?", paris.conversationId),
    ask("Where does it stand?", seattle.conversationId),
  ]);
  expect(first).toMatchObject({
    conversationId: paris.conversationId,
    text: expect.stringContaining("Paris") as string,
  });
  expect(second.text).toContain("Seattle");
  expect((await traces.get(first.id))?.answer?.conversationId).toBe(paris.conversationId);
});

it("keeps nothing of a question without a conversation", async () => {
  const alone = await ask("When was the Eiffel Tower completed?", undefined);
  expect(alone).not.toHaveProperty("conversationId");
  expect((await ask("Where does it stand?", undefined)).standaloneQuestion).toBe("Where does it stand?");
});

it("forgets a deleted conversation, and the traces of its answers", async () => {
  const { id, conversationId } = await ask("When was the Eiffel Tower completed?", null);
  const other = await ask("When was the Space Needle completed?", null);
  await footnote.deleteConversation(conversationId!);
  expect(await traces.get(id)).toBeNull();
  expect(await traces.get(other.id)).not.toBeNull();
  await expect(ask("Where does it stand?", conversationId)).rejects.toMatchObject({ code: "CONVERSATION_UNKNOWN" });
});

it("looks up related questions in every profile but the fastest, unless told not to", async () => {
  const question = { text: "When was the Eiffel Tower completed?", history: [] };
  const balanced = await collectAnswer(footnote.ask(question));
  expect(balanced.timings.related).toBeGreaterThan(0);
  const without = await collectAnswer(footnote.ask(question, { relatedQuestions: false }));
  expect(without.timings).not.toHaveProperty("related");
});
