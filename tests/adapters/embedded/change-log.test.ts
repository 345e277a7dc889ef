import Database from "better-sqlite3";
import { beforeEach, describe, expect, it } from "vitest";
import { type ChangeLog, createChangeLog } from "../../../src/adapters/embedded/change-log.js";
import { createSchema } from "../../../src/adapters/embedded/schema.js";
import { INITIAL_STATE, type StoreState } from "../../../src/adapters/embedded/store-state.js";
import { sampleModel } from "./sample-documents.js";

let database: Database.Database;
let log: ChangeLog;
let state: StoreState;
beforeEach(() => {
  database = new Database(":memory:");
  createSchema(database, sampleModel);
  log = createChangeLog(database, 3);
  state = INITIAL_STATE;
});

function write(...removed: string[]): void {
  state = { ...state, revision: state.revision + 1 };
  for (const id of removed) state = log.append(state, id, "removed");
}
const since = (version: number): string[] | null => {
  const changes = log.since(version, state);
  return changes && [...changes.keys()].sort();
};

describe("the log of changes", () => {
  it("tells what was touched after a version", () => {
    write("a");
    write("b", "c");
    expect([0, 1, 2].map(since)).toEqual([["a", "b", "c"], ["b", "c"], []]);
  });

  it("tells of a write that touched nothing", () => {
    write();
    write();
    expect([0, 1, 2].map(since)).toEqual([[], [], []]);
  });

  it("knows from which version on it is whole, however much a write touched", () => {
    write("a", "b");
    write("c", "d");
    expect([0, 1, 2].map(since)).toEqual([null, ["c", "d"], []]);
    write("e", "f", "g", "h", "i");
    expect([0, 1, 2, 3].map(since)).toEqual([null, null, null, []]);
    write("j");
    expect([2, 3].map(since)).toEqual([null, ["j"]]);
  });

  it("knows nothing of versions to come", () => {
    write("a");
    expect(since(2)).toBeNull();
  });

  it.each([
    ["DELETE FROM changes WHERE sequence = 3", "a newest entry that is missing"],
    ["DELETE FROM changes WHERE sequence = 2", "a hole"],
    ["DELETE FROM changes WHERE sequence = 1", "a lost beginning"],
    ["DELETE FROM changes", "the loss of all"],
    ["UPDATE changes SET document_id = 'x' WHERE sequence = 2", "a changed entry"],
  ])("after %s tells of %s", (sql) => {
    for (const id of ["a", "b", "c"]) write(id);
    database.exec(sql);
    expect(() => since(0)).toThrow(/log of changes/);
  });
});
