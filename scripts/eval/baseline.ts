/**
 * Where the engine stands on every development set, with 95% intervals: eval/results/baseline.json and docs/results.md.
 * Runs are kept in .footnote/runs/baseline.
 *
 *     npx tsx scripts/eval/baseline.ts [--only NAME]      # sets are read from ../shared/evals
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { openModels } from "../../src/compose.js";
import { withModelCache } from "../../eval/model-cache.js";
import { createProgress } from "../../eval/progress.js";
import { performRun } from "../../eval/runs/perform-run.js";
import { SUITES } from "../../eval/suites/index.js";
import { formatBaseline, type BaselineEntry } from "./format-baseline.js";

const EVALS = "../shared/evals";
const OUTPUT = "eval/results/baseline.json";

interface Entry {
  suite: string;
  data: string;
  flags?: Record<string, unknown>;
  limit?: number;
  /** Metrics worth a place in the table. */
  metrics: string[];
}

const RANKINGS = ["ndcg@10", "lexical.ndcg@10", "bm25.ndcg@10", "dense.ndcg@10", "reranked.ndcg@10"];

const retrieval = (set: string): Entry => ({
  suite: "retrieval",
  data: `${EVALS}/ir/${set}`,
  flags: { split: "test" },
  metrics: [...RANKINGS, "recall@100"],
});
const openRetrieval = (set: string, more: string[] = []): Entry => ({
  suite: "retrieval",
  data: `${EVALS}/qa/${set}.jsonl`,
  flags: { split: "test" },
  metrics: [
    ...RANKINGS,
    ...["recall@1", "reranked.recall@1", "recall@10", "allGold@10", "reranked.allGold@10"],
    ...more,
  ],
});
const claims = (path: string): Entry => ({
  suite: "claims",
  data: path,
  metrics: [
    "auroc",
    "lexical.auroc",
    "verdict.balancedAccuracy",
    "lexical.balancedAccuracy",
    "f1Unsupported",
    "precisionAt5pct",
  ],
});
const answers = (path: string, metrics: string[], flags?: Record<string, unknown>): Entry => ({
  ...{ suite: "answers", data: path, flags },
  metrics: [...metrics, "citationRecall", "citationPrecision", "hallucinationRate"],
});
const abstention = ["abstentionAuroc", "abstentionBalancedAccuracy", "falseAbstentionRate"];

const ENTRIES: Entry[] = [
  ...["scifact", "cisi", "cacm", "chroma"].map(retrieval),
  ...["clapnq-dev", "hotpotqa-dev", "pubmedqa-dev"].map((set) => openRetrieval(set)),
  openRetrieval("nq-open-dev", ["hasAnswer@1", "reranked.hasAnswer@1"]),
  claims("data/claims/guide.jsonl"),
  ...[
    "wice-dev",
    "wice-oracle-dev",
    "attributionbench-dev",
    "attributionbench-ood-dev",
    "begin-dev",
    "q2-dialogue",
  ].map((set) => claims(`${EVALS}/claims/${set}.jsonl`)),
  answers("data/questions/guide.jsonl", ["answerRecall", "goldDocument@3", ...abstention, "cragScore"], {
    index: ".footnote",
  }),
  answers(`${EVALS}/qa/clapnq-dev.jsonl`, ["claimRecall", "sentenceCitationF1", ...abstention, "riskCoverageArea"]),
  answers(`${EVALS}/qa/nq-open-dev.jsonl`, ["answerRecall", "words", "falseAbstentionRate", "cragScore"]),
  answers(`${EVALS}/qa/hotpotqa-dev.jsonl`, ["answerRecall", "falseAbstentionRate", "cragScore"]),
  answers(`${EVALS}/qa/ramdocs-dev.jsonl`, ["rightShare", "wrongStated", "strictSuccess", "conflictShown"]),
  answers(`${EVALS}/qa/pubmedqa-dev.jsonl`, ["claimRecall", "falseAbstentionRate"]),
  { ...answers(`${EVALS}/answerability/squad2.jsonl`, abstention), limit: 1_000 },
  { ...answers(`${EVALS}/answerability/covidqa.jsonl`, abstention), limit: 1_000 },
  {
    suite: "rewrites",
    data: `${EVALS}/conversation/mtrag-rewrites.jsonl`,
    metrics: ["ours.f1", "lastTurn.f1", "allTurns.f1", "human.f1"],
  },
  {
    suite: "injection",
    data: `${EVALS}/injection`,
    metrics: ["attackSuccessRate", "attackTextShown", "taskQuality", "taskQuality.clean"],
  },
  {
    suite: "robustness",
    data: `${EVALS}/qa/nq-open-dev.jsonl`,
    limit: 100,
    metrics: ["answerRecall[clean]", "answerRecall[typo1]", "answerRecall[typo2]"],
  },
];

const { values } = parseArgs({ options: { only: { type: "string" } } });
const models = withModelCache(await openModels(), ".footnote/eval-cache.sqlite");
const stored = existsSync(OUTPUT) ? (JSON.parse(readFileSync(OUTPUT, "utf8")) as BaselineEntry[]) : [];
const results = new Map(stored.map((entry) => [entry.name, entry]));
try {
  for (const { suite: suiteName, data, flags = {}, limit, metrics } of ENTRIES) {
    const name = `${suiteName} ${data.replace(`${EVALS}/`, "")}`;
    const suite = SUITES.find((candidate) => candidate.name === suiteName);
    if (!suite || !existsSync(data) || (values.only && !name.includes(values.only))) continue;
    console.error(name);
    const run = await performRun(
      suite,
      {
        ...{ data, limit, flags, profile: "balanced", set: [], seed: 1, strict: true, cached: true },
        out: join(".footnote/runs/baseline", name.replace(/[^\w.-]+/g, "-")),
        // Model outputs are cached: what an interrupted run had done is done again in seconds.
        force: true,
      },
      { models, progress: createProgress() },
    );
    const limited = limit === undefined ? "" : ` --limit ${limit}`;
    const options = Object.entries(flags).map(([flag, value]) =>
      flag === "split" ? "" : ` --${flag} ${String(value)}`,
    );
    results.set(name, {
      name,
      command: `eval ${suiteName} --data ${data}${options.join("")}${limited}`,
      n: run.n,
      figures: metrics.map((metric) => ({
        metric,
        value: run.metrics[metric] ?? null,
        interval: run.intervals[metric] ?? null,
      })),
    });
    writeResults();
  }
} finally {
  await models.close();
}

function writeResults(): void {
  mkdirSync(dirname(OUTPUT), { recursive: true });
  const entries = [...results.values()];
  writeFileSync(OUTPUT, `${JSON.stringify(entries, null, 2)}\n`);
  writeFileSync("docs/results.md", formatBaseline(entries));
}
