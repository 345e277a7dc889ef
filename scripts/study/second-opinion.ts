/**
 * What a language model's second opinion on uncertain claims is worth: balanced accuracy of the verdicts without it, with a
 * model (FOOTNOTE_MODEL), and with one that is always right, which is the most any could gain in the band.
 *
 *     npx tsx scripts/study/second-opinion.ts ../shared/evals/claims/wice-dev.jsonl [--limit 350]
 */
import { parseArgs } from "node:util";
import { createClaimJudge } from "../../src/adapters/openai/claim-judge.js";
import { openLanguageModel, openModels } from "../../src/compose.js";
import { readConfig } from "../../src/config.js";
import { unattendedRun } from "../../src/domain/run.js";
import type { ChatModel } from "../../src/ports/chat-model.js";
import { PROFILES } from "../../src/profiles.js";
import { type ClaimChecker, createClaimChecker } from "../../src/validation/check-claim.js";
import { withSecondOpinion } from "../../src/validation/second-opinion.js";
import { claimEvidence, readClaims } from "../../eval/data/claims.js";
import { evenly } from "../../eval/data/evenly.js";
import { collect } from "../../eval/data/rows.js";
import { balancedAccuracy, confusionAt } from "../../eval/metrics/classification.js";
import { withModelCache } from "../../eval/model-cache.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { limit: { type: "string", default: "350" } },
});
const settings = { ...PROFILES.balanced.validation.secondOpinion, enabled: true, timeoutMs: 120_000 };
const models = withModelCache(await openModels(), ".footnote/eval-cache.sqlite");
const first = createClaimChecker(models.supportModel);
const { languageModel } = readConfig(process.env);
const language = languageModel && (await openLanguageModel(languageModel, (message) => console.error(message)));

for (const path of positionals) {
  const rows = evenly(await collect(readClaims(path)), Number(values.limit));
  let asked = 0;
  let isSupported = false;
  const oracle: ChatModel = {
    modelId: "oracle",
    async complete() {
      asked++;
      return { text: JSON.stringify({ verdicts: [isSupported] }), promptTokens: 0, completionTokens: 0 };
    },
  };
  const measure = async (checker: ClaimChecker): Promise<string> => {
    const from = performance.now();
    const scored = [];
    for (const row of rows) {
      isSupported = row.label === "supported";
      const { verdict } = await checker.check(row.claim, claimEvidence(row));
      scored.push({ score: Number(verdict === "supported"), positive: isSupported });
    }
    const ms = (performance.now() - from) / rows.length;
    return `balanced accuracy ${balancedAccuracy(confusionAt(scored, 0.5))!.toFixed(3)}, ${ms.toFixed(0)} ms a claim`;
  };
  const opinionOf = (model: ChatModel): ClaimChecker =>
    withSecondOpinion(first, createClaimJudge(model), settings, unattendedRun());
  console.log(`${path}: ${rows.length} claims`);
  console.log(`  without: ${await measure(first)}`);
  console.log(`  always right: ${await measure(opinionOf(oracle))}; asked about ${asked}`);
  if (language) console.log(`  ${language.helper.modelId}: ${await measure(opinionOf(language.helper))}`);
}
await models.close();
