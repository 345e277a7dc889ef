import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ConversationLimits, createConversationStore } from "../../../src/adapters/embedded/conversation-store.js";
import type { ConversationStore, Exchange } from "../../../src/ports/conversation-store.js";

let directory: string;
let path: string;
let store: ConversationStore;
let time = 0;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "conversations-"));
  path = join(directory, "conversations.sqlite");
  time = 1_000_000;
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

function open(limits: Partial<ConversationLimits> = {}): ConversationStore {
  store = createConversationStore(path, limits, () => ++time);
  return store;
}

function exchange(name: string): Exchange {
  return { answerId: `answer ${name}`, question: `Question ${name}?`, answer: `Answer ${name} [1].` };
}

const names = (exchanges: Exchange[] | null): string[] | undefined =>
  exchanges?.map(({ answerId }) => answerId.replace("answer ", ""));

describe("the conversation store", () => {
  it("gives back what was said, in order, also after it was closed and opened again", async () => {
    await open().begin("a", exchange("1"));
    await store.append("a", exchange("2"));
    await store.close();
    open();
    expect(await store.read("a", 10)).toEqual([exchange("1"), exchange("2")]);
    expect(names(await store.read("a", 1))).toEqual(["2"]);
  });

  it("keeps conversations apart, and knows only whole ids", async () => {
    await open().begin("conversation-a", exchange("1"));
    await store.begin("conversation-b", exchange("2"));
    expect(names(await store.read("conversation-a", 10))).toEqual(["1"]);
    for (const id of ["", "conversation", "%", "conversation-%", "CONVERSATION-A", "' OR 1=1 --"]) {
      expect(await store.read(id, 10)).toBeNull();
    }
  });

  it("removes a conversation for good: nothing of it is left in the file, and no late answer brings it back", async () => {
    await open().begin("a", { ...exchange("1"), answer: "a very private answer" });
    await store.begin("b", exchange("2"));
    expect(await store.remove("a")).toEqual(["answer 1"]);
    expect(await store.append("a", exchange("3"))).toBe(false);
    expect(await store.read("a", 10)).toBeNull();
    expect(await store.remove("a")).toBeNull();
    expect(names(await store.read("b", 10))).toEqual(["2"]);
    await store.close();
    expect(readFileSync(path).includes("very private")).toBe(false);
  });

  it("forgets what has been idle for too long", async () => {
    await open({ maxAgeMs: 100 }).begin("a", exchange("1"));
    time += 90;
    expect(await store.append("a", exchange("2"))).toBe(true);
    time += 101;
    expect(await store.read("a", 10)).toBeNull();
    await store.begin("b", exchange("3"));
    expect(count("exchanges")).toBe(1);
  });

  it("keeps only so many conversations, those used last", async () => {
    open({ maxConversations: 2 });
    await store.begin("a", exchange("1"));
    await store.begin("b", exchange("2"));
    await store.append("a", exchange("3"));
    await store.begin("c", exchange("4"));
    expect(await store.read("b", 10)).toBeNull();
    expect(names(await store.read("a", 10))).toEqual(["1", "3"]);
    expect(count("exchanges")).toBe(3);
  });

  it("keeps only so many exchanges of one, the newest, and only so much of each", async () => {
    open({ maxExchanges: 3, maxTextLength: 20 });
    await store.begin("a", exchange("0"));
    for (let i = 1; i < 10; i++) await store.append("a", exchange(String(i)));
    expect(names(await store.read("a", 10))).toEqual(["7", "8", "9"]);
    await store.append("a", { ...exchange("long"), answer: "x".repeat(19) + "\u{1F600}" });
    expect((await store.read("a", 1))![0]!.answer).toMatch(/^x{19}/);
  });

  it("keeps no more than its size, but always the conversation at hand", async () => {
    open({ maxTotalLength: 60 });
    await store.begin("a", exchange("1"));
    await store.begin("b", exchange("2"));
    await store.begin("c", { ...exchange("3"), answer: "x".repeat(100) });
    expect(count("conversations")).toBe(1);
    expect(names(await store.read("c", 10))).toEqual(["3"]);
  });

  it("leaves out an exchange that is not as it was written", async () => {
    await open().begin("a", exchange("1"));
    await store.append("a", exchange("2"));
    const database = new Database(path);
    database.exec("UPDATE exchanges SET answer = 'Something else.' WHERE answer_id = 'answer 1'");
    database.close();
    expect(names(await store.read("a", 10))).toEqual(["2"]);
  });

  it("moves a file aside that is no database, and begins again", async () => {
    writeFileSync(path, "this is not a database, and long enough to look like one".repeat(50));
    expect(await open().read("a", 10)).toBeNull();
    await store.begin("a", exchange("1"));
    expect(names(await store.read("a", 10))).toEqual(["1"]);
  });
});

function count(table: string): number {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  } finally {
    database.close();
  }
}
