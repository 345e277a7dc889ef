import { openStore } from "../../../src/adapters/embedded/store.js";
import { FootnoteError } from "../../../src/domain/errors.js";
import { sampleModel } from "./sample-documents.js";

// Opens each index, as `read:<folder>` or `write:<folder>` says, and prints what came of it as JSON, one line each.
for (const argument of process.argv.slice(2)) {
  const [mode, directory] = argument.split(":");
  try {
    const store = openStore(directory!, { ...sampleModel, create: mode === "write" });
    const passages = [...store.allPassages()].map(({ id }) => id);
    const outcome = { passages, found: store.getPassages(passages).length, problems: store.verify() };
    store.close();
    console.log(JSON.stringify(outcome));
  } catch (error) {
    if (!(error instanceof FootnoteError)) throw error;
    console.log(JSON.stringify(error.toBody()));
  }
}
