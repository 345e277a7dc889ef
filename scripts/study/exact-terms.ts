/**
 * Do exact identifiers, numbers, quoted phrases and rare words win? Takes such terms that stand in a single passage of real
 * documents, asks for each in words, and counts how often that passage comes first, without the cross-encoder: with
 * vectors treated as for any query, then with each part of the exact handling. The folder is made by
 * scripts/bench/prepare-passages.ts; the terms are drawn from it, so this measures a mechanism, not a collection.
 *
 *     npx tsx scripts/study/exact-terms.ts --data /tmp/passages [--passages 20000] [--each 50]
 */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createMemorySource } from "../../src/adapters/embedded/memory-source.js";
import { createIndex, openModels } from "../../src/compose.js";
import type { Passage } from "../../src/domain/document.js";
import type { SearchPlan } from "../../src/domain/query.js";
import { PROFILES } from "../../src/profiles.js";
import { createRank } from "../../src/ranking/rank.js";
import { createRetrieve } from "../../src/retrieval/retrieve.js";
import { identifiers } from "../../src/text/identifiers.js";
import { contentWords, words } from "../../src/text/tokens.js";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    passages: { type: "string", default: "20000" },
    each: { type: "string", default: "50" },
  },
});
if (!values.data) throw new Error("Name the folder of prepared passages with --data.");
const each = Number(values.each);
const models = await openModels();
const { dimension } = models.embedder;
const passages = readPassages(values.data, Number(values.passages));
const index = createIndex(createMemorySource(passages), dimension);

interface ExactQuestion {
  kind: string;
  text: string;
  passageId: string;
}

const questions = drawQuestions();
const { retrieval, ranking } = PROFILES.balanced;
const run = { signal: new AbortController().signal, degrade: () => undefined };

console.log(`| | ${[...new Set(questions.map(({ kind }) => kind))].join(" | ")} |`);
for (const [label, exactDenseWeight, exactWeight] of [
  ["as any query", 1, 0],
  ["fewer vectors", retrieval.fusion.exactDenseWeight, 0],
  ["exact terms count", 1, ranking.termMatch.exactWeight],
  ["both (shipped)", retrieval.fusion.exactDenseWeight, ranking.termMatch.exactWeight],
] as const) {
  const fusion = { ...retrieval.fusion, exactDenseWeight };
  const retrieve = createRetrieve({ index, embedder: models.embedder }, { ...retrieval, fusion });
  const rank = createRank(
    { index, ...models },
    {
      ...ranking,
      readPassages: 0,
      termMatch: { ...ranking.termMatch, exactWeight },
      crossEncoder: { ...ranking.crossEncoder, depth: 0 },
    },
  );
  const first = new Map<string, number[]>();
  for (const { kind, text, passageId } of questions) {
    const plan: SearchPlan = {
      ...{ question: text, standaloneQuestion: text, subQueries: [text], filters: {} },
      ...{ intent: "question", answerType: "any" },
    };
    const [best] = await rank(plan, await retrieve(plan, run), run);
    first.set(kind, [...(first.get(kind) ?? []), Number(best?.passage.id === passageId)]);
  }
  const shares = [...first.values()].map((hits) => (hits.reduce((sum, hit) => sum + hit, 0) / hits.length).toFixed(2));
  console.log(`| ${label} | ${shares.join(" | ")} |`);
}
await models.close();

function drawQuestions(): ExactQuestion[] {
  const single = {
    identifier: only((text) =>
      identifiers(text).flatMap(({ whole }) => (/^[a-z]\w*[_.]\w+$/.test(whole) ? [whole] : [])),
    ),
    number: only((text) =>
      identifiers(text).flatMap(({ whole }) => (/^(?:[a-z]{2,}\d+|\d+(?:\.\d+)+)$/.test(whole) ? [whole] : [])),
    ),
    "rare word": only((text) => contentWords(text).filter((word) => /^[a-z]{6,14}$/.test(word))),
    quotation: only((text) => {
      const all = words(text);
      return all.length < 40 ? [] : [all.slice(30, 35).join(" ")];
    }),
  };
  const ask: Record<string, (term: string) => string> = {
    identifier: (term) => `What does ${term} do?`,
    number: (term) => `What is said about ${term}?`,
    "rare word": (term) => `What is a ${term}?`,
    quotation: (term) => `Where does it say "${term}"?`,
  };
  return Object.entries(single).flatMap(([kind, found]) => {
    const step = Math.max(1, Math.floor(found.length / each));
    const drawn = found.filter((_, i) => i % step === 0).slice(0, each);
    return drawn.map(([term, passageId]) => ({ kind, text: ask[kind]!(term), passageId }));
  });
}

/** Terms that stand in one passage alone, with its id. */
function only(termsOf: (text: string) => string[]): [term: string, passageId: string][] {
  const places = new Map<string, string | null>();
  for (const { id, title, headingPath, text } of passages) {
    for (const term of new Set(termsOf([title, ...headingPath, text].join("\n")))) {
      places.set(term, places.has(term) ? null : id);
    }
  }
  return [...places].filter((place): place is [string, string] => place[1] !== null);
}

function readPassages(folder: string, count: number) {
  const lines = readFileSync(join(folder, "passages.jsonl"), "utf8").split("\n", count).filter(Boolean);
  const vectors = new Float32Array(lines.length * dimension);
  const file = openSync(join(folder, "vectors.f32"), "r");
  const read = readSync(file, new Uint8Array(vectors.buffer), 0, vectors.byteLength, 0);
  closeSync(file);
  const whole = Math.floor(read / (dimension * Float32Array.BYTES_PER_ELEMENT));
  return lines.slice(0, whole).map((line, i) => {
    const passage = JSON.parse(line) as Passage;
    const embedding = vectors.subarray(i * dimension, (i + 1) * dimension);
    return { ...passage, start: 0, end: passage.text.length, embedding };
  });
}
