import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openStore } from "../../../src/adapters/embedded/store.js";
import type { Operation } from "./restless-writer.js";
import { sampleModel } from "./sample-documents.js";

it("gives a reader exactly what a writer in another process has changed", async () => {
  const directory = mkdtempSync(join(tmpdir(), "footnote-feed-"));
  const script = fileURLToPath(new URL("./restless-writer.ts", import.meta.url));
  const writer = fork(script, [directory, "120"], { execArgv: ["--import", "tsx"], stdio: "inherit" });
  const operations: Operation[] = [];
  await new Promise<void>((resolve) =>
    writer.on("message", (operation: Operation) => {
      operations.push(operation);
      resolve();
    }),
  );
  const ended = new Promise((resolve) => writer.once("exit", resolve));

  const reader = openStore(directory, { ...sampleModel, create: false });
  const known = new Map<string, string>();
  const versions: number[] = [0];
  while (versions.at(-1)! < 120) {
    const changes = reader.changesSince(versions.at(-1)!)!;
    for (const id of changes.documentIds) known.delete(id);
    for (const { documentId, text } of changes.passages) {
      known.set(documentId, [known.get(documentId), text].filter(Boolean).join(" "));
    }
    versions.push(changes.version);
    while (operations.length < changes.version) await sleep(1);
    // A version is a number of writes, so what the reader knows is what these writes have made.
    expect(known).toEqual(replay(operations.slice(0, changes.version)));
    await sleep(1);
  }
  expect(reader.changesSince(120)).toEqual({ version: 120, documentIds: [], passages: [] });
  reader.close();
  await ended;
  rmSync(directory, { recursive: true });
}, 20_000);

function replay(operations: Operation[]): Map<string, string> {
  const documents = new Map<string, string>();
  for (const { id, text } of operations) {
    if (text === null) documents.delete(id);
    else documents.set(id, text);
  }
  return documents;
}
