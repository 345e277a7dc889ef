/**
 * Do exact identifiers, numbers, quoted phrases and rare words win? Takes such terms that stand in a single passage of real
 * documents, asks for each in words, and counts how often that passage comes first, without the cross-encoder: with
 * vectors treated as for any query, then with each part of the exact handling. The folder is made by
 * scripts/bench/prepare-passages.ts; the terms are drawn from it, so this measures a mechanism, not a collection.
 *
 *     npx tsx scripts/study/exact-terms.ts --data /tmp/passages [--passages 20000] [--each 50]
 */
import { parseArgs } from "node:util";
import { evenly } from "../../eval/data/evenly.js";
import { createMemorySource } from "../../src/adapters/embedded/memory-source.js";
import type { IndexedPassage } from "../../src/adapters/embedded/passage-source.js";
import { createIndex, openModels } from "../../src/compose.js";
import type { SearchPlan } from "../../src/domain/query.js";
import { PROFILES } from "../../src/profiles.js";
import { createRank } from "../../src/ranking/rank.js";
import { createRetrieve } from "../../src/retrieval/retrieve.js";
import { identifiers } from "../../src/text/identifiers.js";
import { contentWords, stem, words } from "../../src/text/tokens.js";
import { preparedPassages } from "../bench/prepared-passages.js";
import { unattendedRun } from "../../src/domain/run.js";

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
const passages: IndexedPassage[] = [];
for await (const passage of preparedPassages(values.data, Number(values.passages))) passages.push(passage);
const index = createIndex(createMemorySource(passages), dimension);

interface ExactQuestion {
  kind: string;
  text: string;
  passageId: string;
}

const questions = drawQuestions();
const { retrieval, ranking } = PROFILES.balanced;
const run = unattendedRun();

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
  const exact = (text: string): string[] => identifiers(text).flatMap(({ whole, isExact }) => (isExact ? [whole] : []));
  const inexact = (text: string): string[] =>
    identifiers(text).flatMap(({ whole, isExact }) => (isExact ? [] : [whole]));
  const isNumber = (term: string): boolean => /^(?:[a-z]{2,}\d+|\d+(?:\.\d+)+)$/.test(term);
  const single = {
    identifier: only((text) => exact(text).filter((whole) => /^[a-z]\w*[_.]\w+$/.test(whole))),
    "version, standard": only((text) => exact(text).filter(isNumber)),
    "figure of prose": only((text) => inexact(text).filter(isNumber)),
    // Unique by its stem: other forms of a word are found as well as the word itself.
    "rare word": only((text) => contentWords(text).filter((word) => /^[a-z]{6,14}$/.test(word)), stem),
    quotation: only((text) => {
      const all = words(text);
      return all.length < 40 ? [] : [all.slice(30, 35).join(" ")];
    }),
  };
  const ask: Record<keyof typeof single, (term: string) => string> = {
    identifier: (term) => `What does ${term} do?`,
    // Versions are stored without their v.
    "version, standard": (term) =>
      `What is said about ${/^\d/.test(term) ? `v${term}` : term.toUpperCase().replace(/\d/, " $&")}?`,
    "figure of prose": (term) => `What is said about ${term}?`,
    "rare word": (term) => `What is a ${term}?`,
    quotation: (term) => `Where does it say "${term}"?`,
  };
  return Object.entries(single).flatMap(([kind, found]) => {
    return evenly(found, each).map(([term, passageId]) => ({
      kind,
      text: ask[kind as keyof typeof single](term),
      passageId,
    }));
  });
}

/** Terms that stand in one passage alone, in whatever form `keyOf` makes one of, with its id. */
function only(
  termsOf: (text: string) => string[],
  keyOf: (term: string) => string = (term) => term,
): [term: string, passageId: string][] {
  const places = new Map<string, [term: string, passageId: string] | null>();
  for (const { id, title, headingPath, text } of passages) {
    const found = new Map(termsOf([title, ...headingPath, text].join("\n")).map((term) => [keyOf(term), term]));
    for (const [key, term] of found) places.set(key, places.has(key) ? null : [term, id]);
  }
  return [...places.values()].filter((place) => place !== null);
}
