import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTraceStore } from "../../../src/adapters/embedded/trace-store.js";
import type { Trace } from "../../../src/tracing/trace.js";
import { exampleAnswer, exampleEvents } from "../../doubles/example-answer.js";

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "traces-"));
  path = join(directory, "traces.sqlite");
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function traceOf(id: string): Trace {
  return {
    id,
    question: `Question of ${id}?`,
    profile: "balanced",
    startedAt: "2026-05-11T10:00:00.000Z",
    events: exampleEvents.map((event, index) => ({ atMs: index, event })),
    answer: { ...exampleAnswer, id },
    error: null,
  };
}

describe("the trace store", () => {
  it("gives back what was saved, also after it was closed and opened again", async () => {
    const store = createTraceStore(path);
    await store.save(traceOf("aaaa-1"));
    await store.close();
    const again = createTraceStore(path);
    expect(await again.get("aaaa-1")).toEqual(traceOf("aaaa-1"));
    await again.close();
  });

  it("finds a trace by the beginning of its id when that is long enough and names just one", async () => {
    const store = createTraceStore(path);
    await store.save(traceOf("abcd1111"));
    await store.save(traceOf("abcd2222"));
    await store.save(traceOf("abcd"));
    expect((await store.get("abcd1"))?.id).toBe("abcd1111");
    expect((await store.get("abcd"))?.id).toBe("abcd");
    expect(await store.get("abc")).toBeNull();
    await store.save(traceOf("wxyz1111"));
    await store.save(traceOf("wxyz2222"));
    expect(await store.get("wxyz")).toBeNull();
    expect(await store.get("none-such")).toBeNull();
    expect(await store.get("%%%%")).toBeNull();
    await store.close();
  });

  it("removes traces by their whole ids", async () => {
    const store = createTraceStore(path);
    for (const id of ["abcd1111", "abcd2222"]) await store.save(traceOf(id));
    await store.remove(["abcd1111", "abcd", "unknown"]);
    expect(await store.get("abcd1111")).toBeNull();
    expect((await store.get("abcd2222"))?.id).toBe("abcd2222");
    await store.close();
  });

  it("keeps the newest and lists them newest first", async () => {
    const store = createTraceStore(path, { capacity: 3 });
    for (const id of ["one-", "two-", "three", "four", "five"]) await store.save(traceOf(id));
    const recent = await store.recent(10);
    expect(recent.map(({ id }) => id)).toEqual(["five", "four", "three"]);
    expect(recent[0]).toEqual({
      id: "five",
      question: "Question of five?",
      profile: "balanced",
      startedAt: "2026-05-11T10:00:00.000Z",
      outcome: "answered",
      totalMs: 345.2,
    });
    expect(await store.get("one-")).toBeNull();
    expect(await store.recent(1)).toHaveLength(1);
    await store.close();
  });

  it("moves a file that is no database aside and begins again", async () => {
    writeFileSync(path, "This is not a database, and long enough to be looked at as one. ".repeat(40));
    const store = createTraceStore(path);
    await store.save(traceOf("aaaa"));
    expect((await store.get("aaaa"))?.id).toBe("aaaa");
    expect(existsSync(`${path}.damaged`)).toBe(true);
    await store.close();
  });

  it("gives up soon on a file that another process holds, and goes on when it is free", async () => {
    const store = createTraceStore(path);
    await store.save(traceOf("aaaa"));
    const other = new Database(path);
    other.exec("BEGIN EXCLUSIVE");
    const start = performance.now();
    await expect(store.save(traceOf("bbbb"))).rejects.toMatchObject({ code: "INDEX_LOCKED" });
    expect(performance.now() - start).toBeLessThan(1_000);
    other.exec("COMMIT");
    other.close();
    await store.save(traceOf("cccc"));
    expect((await store.recent(10)).map(({ id }) => id)).toEqual(["cccc", "aaaa"]);
    await store.close();
  });

  it("touches nothing before its first use, so that a folder that cannot be written can be served", async () => {
    const nowhere = createTraceStore(join(directory, "missing", "traces.sqlite"));
    await expect(nowhere.save(traceOf("aaaa"))).rejects.toThrow();
    await nowhere.close();
  });

  it.skipIf(process.getuid?.() === 0)("fails to save into a read-only file without harming it", async () => {
    const store = createTraceStore(path);
    await store.save(traceOf("aaaa"));
    await store.close();
    chmodSync(path, 0o444);
    const readOnly = createTraceStore(path);
    await expect(readOnly.save(traceOf("bbbb"))).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
    await readOnly.close();
  });

  it("leaves out what is not as it was saved", async () => {
    const store = createTraceStore(path);
    for (const id of ["aaaa-1", "bbbb-2", "cccc-3"]) await store.save(traceOf(id));
    const database = new Database(path);
    database.exec("UPDATE traces SET question = 'Another one?' WHERE id = 'aaaa-1'");
    database.exec("UPDATE traces SET body = zeroblob(50) WHERE id = 'bbbb-2'");
    database.exec("UPDATE traces SET id = 'dddd-4' WHERE id = 'cccc-3'");
    database.close();
    expect((await store.recent(10)).map(({ id }) => id)).toEqual(["bbbb-2"]);
    expect([await store.get("bbbb-2"), await store.get("dddd-4")]).toEqual([null, null]);
    await store.close();
  });

  it("begins again where an older version kept its traces", async () => {
    const database = new Database(path);
    database.exec("CREATE TABLE traces (id TEXT); CREATE INDEX traces_by_id ON traces (id)");
    database.close();
    const store = createTraceStore(path);
    await store.save(traceOf("aaaa-1"));
    expect(await store.get("aaaa-1")).toEqual(traceOf("aaaa-1"));
    await store.close();
  });
});
