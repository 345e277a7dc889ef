/**
 * Does a second round of searching find the second passage of a two-hop question? All passages of a question file are
 * searched in profile `thorough`; a question counts when all its gold passages are in the evidence.
 * Run: node --import tsx scripts/study/second-round.ts ../shared/evals/qa/hotpotqa-dev.jsonl
 */
import { createStages, openModels } from "../../src/compose.js";
import { unattendedRun } from "../../src/domain/run.js";
import { profileSettings } from "../../src/profiles.js";
import { indexCollection } from "../../eval/collection-index.js";
import { openJudgedSet } from "../../eval/data/judged-set.js";
import { collect } from "../../eval/data/rows.js";

const [path = "../shared/evals/qa/hotpotqa-dev.jsonl"] = process.argv.slice(2);
const models = await openModels();
const set = await openJudgedSet(path);
const index = await indexCollection(await collect(set.documents()), models.embedder);
const thorough = profileSettings("thorough");

for (const secondRound of [
  { maxQueries: 0, maxEvidence: 0 },
  { maxQueries: 2, maxEvidence: 4 },
]) {
  const stages = createStages({ index, ...models }, { ...thorough, secondRound });
  const run = unattendedRun();
  const times: number[] = [];
  let complete = 0;
  let gold = 0;
  let found = 0;
  for (const { text, relevance } of set.queries) {
    const plan = await stages.understand({ text, history: [] }, run);
    const from = performance.now();
    const evidence = await stages.rank(plan, await stages.retrieve(plan, run), run);
    times.push(performance.now() - from);
    const held = [...relevance.keys()].filter((id) => evidence.some(({ passage }) => passage.id === id)).length;
    gold += relevance.size;
    found += held;
    complete += Number(held === relevance.size);
  }
  times.sort((a, b) => a - b);
  console.log(
    JSON.stringify({
      ...secondRound,
      questions: set.queries.length,
      allGold: complete / set.queries.length,
      goldRecall: found / gold,
      msP50: Math.round(times[Math.floor(times.length / 2)]!),
      msP95: Math.round(times[Math.floor(times.length * 0.95)]!),
    }),
  );
}
await models.close();
