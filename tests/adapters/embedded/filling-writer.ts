import { writeSync } from "node:fs";
import { openStore } from "../../../src/adapters/embedded/store.js";
import { FootnoteError } from "../../../src/domain/errors.js";
import { documentOf, sampleModel } from "./sample-documents.js";

// Puts documents until that fails; prints the id of each that is stored, then the error as JSON.
try {
  const store = openStore(process.argv[2]!, { ...sampleModel, create: true });
  try {
    for (let i = 0; ; i++) {
      const { document, passages } = documentOf(`document ${i}`, `Text ${i}. `.repeat(400).trim());
      await store.putDocument(document, "hash", passages);
      writeSync(1, `${document.id}\n`);
    }
  } finally {
    store.close();
  }
} catch (error) {
  if (!(error instanceof FootnoteError)) throw error;
  writeSync(1, JSON.stringify(error.toBody()));
}
