import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { extract } from "../../src/ingest/extract.js";
import { splitSentences } from "../../src/text/sentences.js";
import { distinctPassages, readQuestions } from "../data/questions.js";
import { collect, type RowOptions } from "../data/rows.js";
import type { PlantedPassage } from "./passage.js";

/** The question files of a folder that are read; others hold made or conflicting passages. */
const QUESTION_FILES = ["clapnq-dev.jsonl", "nq-open-dev.jsonl"];
const WORDS_IN_PASSAGE = 200;

/** Gold passages of one question file, or of a folder's CLAPNQ and NQ files, each passage once. */
export async function readGoldPassages(path: string, options?: RowOptions): Promise<PlantedPassage[]> {
  const folder = (await stat(path).catch(() => null))?.isDirectory();
  const files = folder ? (await readdir(path)).filter((name) => QUESTION_FILES.includes(name)).sort() : null;
  const passages: PlantedPassage[] = [];
  for (const file of files?.map((name) => join(path, name)) ?? [path]) {
    const collection = basename(file, ".jsonl");
    const questions = (await collect(readQuestions(file, options))).filter(({ answerable }) => answerable);
    for (const { id, title, text, sentences, gold } of distinctPassages(questions)) {
      if (!gold) continue;
      passages.push({ id, document: title, title, text, sentences: sentences ?? sentencesOf(text), collection });
    }
  }
  const distinct = new Map(passages.map((passage) => [passage.text, passage]));
  return [...distinct.values()];
}

/** The guide's articles through the project's own extraction, cut at headings and at some 200 words. */
export async function readGuidePassages(folder: string): Promise<PlantedPassage[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(?:md|html)$/.test(name)).sort();
  const passages: PlantedPassage[] = [];
  for (const name of names) {
    const { title, blocks } = extract(await readFile(join(folder, name), "utf8"), name);
    let lines: string[] = [];
    let isReferences = false;
    const flush = (): void => {
      const text = lines.join("\n");
      lines = [];
      if (!text || isReferences) return;
      const id = `${name}#${passages.filter(({ document }) => document === name).length}`;
      passages.push({ id, document: name, title, text, sentences: sentencesOf(text), collection: "guide" });
    };
    for (const block of blocks) {
      if (block.kind === "heading") {
        flush();
        isReferences = /^(?:sources|references|further reading)/i.test(block.text);
      } else if (block.kind === "paragraph" || block.kind === "list-item") {
        if ([...lines, block.text].join(" ").split(/\s+/).length > WORDS_IN_PASSAGE) flush();
        lines.push(block.text);
      }
    }
    flush();
  }
  return passages;
}

const sentencesOf = (text: string): string[] => splitSentences(text).map(({ start, end }) => text.slice(start, end));
