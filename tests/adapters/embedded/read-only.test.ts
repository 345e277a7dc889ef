import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../../src/adapters/embedded/store.js";
import { documentOf, sampleModel } from "./sample-documents.js";

const NOBODY = 65_534;
const FOLDERS = ["closed", "fileOnly", "killed", "withoutSharedMemory", "live"] as const;

describe("an index that may not be written", () => {
  let root: string;
  let live: Store;
  let outcomes: Record<string, unknown>;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "footnote-read-only-"));
    const put = async (store: Store, id: string): Promise<void> => {
      const { document, passages } = documentOf(id);
      await store.putDocument(document, "hash", passages);
    };
    const open = (name: string): Store => openStore(join(root, name), { ...sampleModel, create: true });
    live = open("live");
    await put(live, "a");
    cpSync(join(root, "live"), join(root, "killed"), { recursive: true });
    mkdirSync(join(root, "withoutSharedMemory"));
    for (const suffix of ["", "-wal"]) {
      const name = `footnote.sqlite${suffix}`;
      copyFileSync(join(root, "live", name), join(root, "withoutSharedMemory", name));
    }
    for (const name of ["closed", "fileOnly"]) {
      const store = open(name);
      await put(store, "a");
      store.close();
    }
    chmodSync(root, 0o755);
    for (const name of FOLDERS) {
      for (const file of readdirSync(join(root, name))) chmodSync(join(root, name, file), 0o444);
      chmodSync(join(root, name), name === "fileOnly" ? 0o777 : 0o555);
    }
    outcomes = openAs(root);
  }, 60_000);

  afterAll(() => {
    for (const name of FOLDERS) chmodSync(join(root, name), 0o755);
    live.close();
    rmSync(root, { recursive: true });
  });

  const whole = { passages: ["a#0", "a#1"], found: 2, problems: [] };

  it("is one file after its writer has closed it, and is read from there", () => {
    expect(readdirSync(join(root, "closed")).sort()).toEqual([
      "footnote.acknowledged",
      "footnote.sqlite",
      "writer.lock",
    ]);
    expect(outcomes["read:closed"]).toEqual(whole);
    expect(outcomes["read:fileOnly"]).toEqual(whole);
  });

  it("is read as a killed writer has left it, and while a writer is at it", () => {
    expect(outcomes["read:killed"]).toEqual(whole);
    expect(outcomes["read:live"]).toEqual(whole);
  });

  it("says what to do when it cannot be read without writing", () => {
    expect(outcomes["read:withoutSharedMemory"]).toMatchObject({
      code: "FILE_UNREADABLE",
      hint: expect.stringContaining("where its folder can be written") as string,
    });
  });

  it("refuses writers in words", () => {
    for (const name of ["closed", "fileOnly", "killed"]) {
      expect(outcomes[`write:${name}`]).toMatchObject({ code: "FILE_UNREADABLE" });
    }
  });
});

/** What another process makes of the folders; as root, for whom no permission counts, one of a user that has few. */
function openAs(root: string): Record<string, unknown> {
  const script = fileURLToPath(new URL("./open-index.ts", import.meta.url));
  const asked = [...FOLDERS.map((name) => `read:${name}`), "write:closed", "write:fileOnly", "write:killed"];
  const arguments_ = asked.map((one) => one.replace(":", `:${root}/`));
  const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const output = execFileSync(process.execPath, ["--import", "tsx", script, ...arguments_], {
    ...identity,
    encoding: "utf8",
  });
  const lines = output.trim().split("\n");
  return Object.fromEntries(asked.map((one, i) => [one, JSON.parse(lines[i]!) as unknown]));
}
