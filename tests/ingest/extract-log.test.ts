import { expect, it } from "vitest";
import { assemble } from "../../src/ingest/assemble.js";
import { extract } from "../../src/ingest/extract.js";

it("reads a log line by line, without its colours", () => {
  const document = extract(
    "Started\n\u001b[31mERROR\u001b[0m disk full\n\n  at write (disk.js:3)\n",
    "logs/server.log",
  );
  expect(document.title).toBe("server");
  expect(assemble(document).text).toBe("Started\n\nERROR disk full\n\nat write (disk.js:3)");
});
