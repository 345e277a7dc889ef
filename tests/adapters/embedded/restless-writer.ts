import { openStore } from "../../../src/adapters/embedded/store.js";
import { documentOf, sampleModel } from "./sample-documents.js";

/** What became of a document; null when it was removed. */
export interface Operation {
  id: string;
  text: string | null;
}

// Adds, replaces and removes documents, and tells its parent of each when it is done.
const [directory, count] = process.argv.slice(2);
const store = openStore(directory!, { ...sampleModel, create: true });
for (let i = 0; i < Number(count); i++) {
  const id = `document ${(i * 7) % 11}`;
  const text = i % 5 === 4 ? null : `Text of write ${i}.`;
  if (text === null) await store.removeDocuments([id]);
  else {
    const { document, passages } = documentOf(id, text);
    await store.putDocument(document, `hash ${i}`, passages);
  }
  process.send!({ id, text } satisfies Operation);
}
store.close();
process.disconnect();
