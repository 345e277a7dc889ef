import { EXIT } from "./exit-codes.js";
import { type Models, openModels, openIndex, verifySearchCache } from "../compose.js";
import { counted, print, printJson } from "./output.js";

export interface IndexCommandOptions {
  index: string;
  json?: boolean;
}

export async function indexInfoCommand({ index, json }: IndexCommandOptions): Promise<number> {
  return withStore(index, async (store) => {
    const info = store.info();
    if (json) printJson(info);
    else {
      const size = `${(info.bytes / 1e6).toFixed(1)} MB`;
      print(
        `${info.path}\n${counted(info.documents, "document")}${info.duplicates > 0 ? ` (${counted(info.duplicates, "duplicate")} linked)` : ""}, ${counted(info.passages, "passage")}, ${size}, vectors of ${info.embeddingModel}`,
      );
    }
    return EXIT.done;
  });
}

export async function indexVerifyCommand({ index, json }: IndexCommandOptions): Promise<number> {
  return withStore(index, async (store, embedder) => {
    const problems = [...store.verify(), ...(await verifySearchCache(store, index, embedder))];
    const { documents, passages } = store.info();
    if (json) printJson({ ok: problems.length === 0, documents, passages, problems });
    else if (problems.length > 0) print(problems.join("\n"));
    else print(`The index is sound: ${counted(documents, "document")}, ${counted(passages, "passage")} checked.`);
    return problems.length > 0 ? EXIT.failed : EXIT.done;
  });
}

async function withStore(
  directory: string,
  work: (store: ReturnType<typeof openIndex>["store"], embedder: Models["embedder"]) => Promise<number>,
): Promise<number> {
  const models = await openModels();
  try {
    const opened = openIndex(directory, models.embedder);
    try {
      return await work(opened.store, models.embedder);
    } finally {
      opened.close();
    }
  } finally {
    await models.close();
  }
}
