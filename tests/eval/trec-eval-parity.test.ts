import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTrecRun, writeTrecRun } from "../../eval/data/trec-run.js";
import { mean } from "../../eval/metrics/mean.js";
import { type Ranking, rankingMetrics, type Relevance } from "../../eval/metrics/ranking.js";
import { seededRandom } from "../../eval/statistics/random.js";

/**
 * Our ranking metrics beside those of trec_eval itself, which the Python package pytrec-eval-terrier wraps:
 * `pip install pytrec-eval-terrier`, and FOOTNOTE_TEST_PYTHON=/path/to/python where it is not python3's.
 *
 * Two conventions differ. Of documents with one score trec_eval takes the last in the alphabet first, where our order is
 * final: `writeTrecRun` writes scores that fall with every rank. And to a query without relevant documents trec_eval
 * gives 0, where ours has no value.
 */
const PYTHON = process.env.FOOTNOTE_TEST_PYTHON ?? "python3";
const installed = spawnSync(PYTHON, ["-c", "import pytrec_eval"]).status === 0;
const SKIPPED = installed ? "" : ` (skipped: ${PYTHON} has no package pytrec-eval-terrier)`;

const EVALUATE = `
import json, sys, pytrec_eval
judgements, *runs = sys.argv[1:]
evaluator = pytrec_eval.RelevanceEvaluator(
    pytrec_eval.parse_qrel(open(judgements, encoding="utf-8")),
    {"ndcg_cut.10", "map", "recip_rank", "recall.1,5,10,100"},
)
print(json.dumps([evaluator.evaluate(pytrec_eval.parse_run(open(run, encoding="utf-8"))) for run in runs]))
`;

type TrecMeasures = Record<"ndcg_cut_10" | "map" | "recip_rank" | `recall_${1 | 5 | 10 | 100}`, number>;

const DOCUMENTS = Array.from({ length: 250 }, (_, i) => `${"dDé"[i % 3]}${i}`);
const random = seededRandom(7);
const below = (count: number): number => Math.floor(random() * count);
const shuffled = <T>(items: readonly T[]): T[] => {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
};

interface Query {
  id: string;
  relevance: Relevance;
  ranking: Ranking;
}

/**
 * Grades -2 to 3, few documents judged or many; every tenth query without a relevant one, every twentieth ranking empty.
 * The first judged document has a grade of 0 or more: trec_eval crashes on a query with none such.
 */
const queries: Query[] = Array.from({ length: 300 }, (_, i) => {
  const grades = i % 10 === 0 ? [0, -1, -2] : [1, 0, 0, 2, 3, -1, -2, 0];
  const judged = shuffled(DOCUMENTS).slice(0, 1 + below(i % 3 === 0 ? 120 : 8));
  const relevance = new Map(judged.map((id, rank) => [id, grades[rank === 0 ? 0 : below(grades.length)]!]));
  const found = judged.filter(() => random() < 0.7);
  const ranking = shuffled([...new Set([...found, ...shuffled(DOCUMENTS).slice(0, below(140))])]);
  return { id: `q${i}`, relevance, ranking: i % 20 === 1 ? [] : ranking };
});
const hasRelevant = ({ relevance }: Query): boolean => [...relevance.values()].some((grade) => grade > 0);

describe.skipIf(!installed)(`the ranking metrics, beside trec_eval's${SKIPPED}`, () => {
  let folder: string;
  let tiedPath: string;
  afterAll(() => rmSync(folder, { recursive: true }));
  let full: Record<string, TrecMeasures>;
  let first10: Record<string, TrecMeasures>;
  let tied: Record<string, TrecMeasures>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "footnote-parity-"));
    tiedPath = join(folder, "tied.trec");
    const judgementsPath = join(folder, "qrels.txt");
    const fullPath = join(folder, "full.trec");
    const first10Path = join(folder, "first-10.trec");
    const judgements = queries.flatMap(({ id, relevance }) =>
      Array.from(relevance, ([document, grade]) => `${id} 0 ${document} ${grade}\n`),
    );
    writeFileSync(judgementsPath, judgements.join(""));
    // Scores fall by rank in steps of several documents: ties, which the writer tells apart.
    const rankingsTo = (depth: number) =>
      new Map(
        queries.map(({ id, ranking }) => [
          id,
          ranking.slice(0, depth).map((document, rank) => ({ id: document, score: 1 / (1 + Math.floor(rank / 4)) })),
        ]),
      );
    await writeTrecRun(fullPath, { tag: "ours", rankings: rankingsTo(Infinity) });
    await writeTrecRun(first10Path, { tag: "ours", rankings: rankingsTo(10) });
    const tiedLines = queries.flatMap(({ id, ranking }) =>
      ranking.map((document, rank) => `${id} Q0 ${document} ${rank + 1} ${5 - Math.floor(rank / 7)} tied\n`),
    );
    writeFileSync(tiedPath, tiedLines.join(""));

    const python = spawnSync(PYTHON, ["-c", EVALUATE, judgementsPath, fullPath, first10Path, tiedPath], {
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    if (python.status !== 0)
      throw new Error(`${PYTHON} ended with ${python.status ?? python.signal}: ${python.stderr}`);
    [full, first10, tied] = JSON.parse(python.stdout) as [typeof full, typeof full, typeof full];
  });

  it("are equal to 1e-6 for every query with a relevant document", () => {
    const compared = queries.filter(hasRelevant);
    expect(compared.length).toBeGreaterThan(200);
    for (const query of compared) {
      // trec_eval cuts no reciprocal rank: it gets a run of ten documents a query.
      const expected = trecMetrics(query, full, first10[query.id]?.recip_rank ?? 0);
      expectEqual(rankingMetrics(query.ranking, query.relevance), expected, query.id);
    }
  });

  it("are equal as means over these queries", () => {
    const compared = queries.filter(hasRelevant);
    const ours = mean(compared.map((query) => rankingMetrics(query.ranking, query.relevance)["ndcg@10"]));
    const theirs = mean(compared.map((query) => trecMetrics(query, full, 0)["ndcg@10"]));
    expect(ours).toBeCloseTo(theirs!, 6);
    // The rankings are neither all right nor all wrong.
    expect(theirs).toBeGreaterThan(0.05);
    expect(theirs).toBeLessThan(0.95);
  });

  it("have no value for a query without relevant documents, to which trec_eval gives 0", () => {
    const others = queries.filter((query) => !hasRelevant(query));
    expect(others.length).toBeGreaterThan(20);
    for (const query of others) {
      expect(new Set(Object.values(rankingMetrics(query.ranking, query.relevance)))).toEqual(new Set([null]));
      expect(new Set(Object.values(trecMetrics(query, full, 0)))).toEqual(new Set([0]));
    }
  });

  it("are equal on a run file with ties, read in trec_eval's order", async () => {
    const { rankings } = await readTrecRun(tiedPath);
    for (const query of queries.filter(hasRelevant)) {
      const ranking = (rankings.get(query.id) ?? []).map((document) => document.id);
      const ours = rankingMetrics(ranking, query.relevance);
      // Beyond ten documents our reciprocal rank is 0; trec_eval's goes on.
      const uncut = tied[query.id]?.recip_rank ?? 0;
      const expected = trecMetrics(query, tied, uncut < 1 / 10 ? 0 : uncut);
      expectEqual(ours, expected, query.id);
    }
  });
});

/**
 * trec_eval's values under our names, but for its reciprocal rank, which it never cuts. A query for which nothing was
 * found is not in its output; all is 0 then.
 */
function trecMetrics({ id, ranking }: Query, measures: Record<string, TrecMeasures>, reciprocalRank: number) {
  const found = measures[id];
  if (!found) expect(ranking, `trec_eval leaves out ${id}`).toEqual([]);
  return {
    "ndcg@10": found?.ndcg_cut_10 ?? 0,
    map: found?.map ?? 0,
    "mrr@10": reciprocalRank,
    "recall@1": found?.recall_1 ?? 0,
    "recall@5": found?.recall_5 ?? 0,
    "recall@10": found?.recall_10 ?? 0,
    "recall@100": found?.recall_100 ?? 0,
    "allGold@10": Number(found?.recall_10 === 1),
  };
}

function expectEqual(ours: Record<string, number | null>, expected: Record<string, number>, query: string): void {
  expect(Object.keys(ours)).toEqual(Object.keys(expected));
  for (const [name, value] of Object.entries(expected)) {
    expect(Math.abs(ours[name]! - value), `${name} of ${query}: ${ours[name]}, trec_eval ${value}`).toBeLessThan(1e-6);
  }
}
