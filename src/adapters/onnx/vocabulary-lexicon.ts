import { z } from "zod";
import type { Lexicon } from "../../ports/lexicon.js";
import { readTokenizer } from "./model-files.js";

const tokenizerSchema = z.object({ model: z.object({ vocab: z.record(z.string(), z.number()) }) });

/**
 * The words that a model's tokenizer has as one piece: for BERT's 30,000 pieces some 20,000 frequent words and names of
 * English. Read when first asked.
 */
export function createVocabularyLexicon(modelsDirectory: string, name: string): Lexicon {
  let words: Promise<Set<string>> | null = null;
  return {
    async has(word) {
      words ??= readWords(modelsDirectory, name);
      return (await words).has(word);
    },
  };
}

async function readWords(modelsDirectory: string, name: string): Promise<Set<string>> {
  const { model } = tokenizerSchema.parse(await readTokenizer(modelsDirectory, name));
  // A piece that goes on inside a word begins with "##".
  return new Set(Object.keys(model.vocab).filter((piece) => /^[a-z]{2,}$/.test(piece)));
}
