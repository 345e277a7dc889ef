import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openStore } from "../../../src/adapters/embedded/store.js";
import { documentOf, sampleModel } from "./sample-documents.js";

it.skipIf(process.platform === "win32")(
  "a disk without room is told as such, and loses nothing acknowledged",
  async () => {
    const directory = mkdtempSync(join(tmpdir(), "footnote-full-"));
    const script = fileURLToPath(new URL("./filling-writer.ts", import.meta.url));
    // No file may grow beyond 1 to 2 MB (the unit differs between shells): refused as by a quota, and without root's help.
    const limited = `trap '' XFSZ; ulimit -f 2048; exec "$0" --import tsx "$1" "$2"`;
    const output = execFileSync("sh", ["-c", limited, process.execPath, script, directory], { encoding: "utf8" });
    const lines = output.split("\n");
    const body = JSON.parse(lines.pop()!) as { code: string };
    expect(body).toMatchObject({ code: "DISK_FULL" });
    expect(lines.length).toBeGreaterThan(20);

    for (const create of [false, true]) {
      const store = openStore(directory, { ...sampleModel, create });
      expect(store.verify()).toEqual([]);
      expect([...(await store.contentHashes()).keys()].sort()).toEqual(lines.sort());
      if (create) {
        const { document, passages } = documentOf("one more");
        await store.putDocument(document, "hash", passages);
        expect(store.info().documents).toBe(lines.length + 1);
      }
      store.close();
    }
    rmSync(directory, { recursive: true });
  },
);
