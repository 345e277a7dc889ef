import type { Turn } from "../../src/domain/query.js";
import { unattendedRun } from "../../src/domain/run.js";
import { createRetrieve } from "../../src/retrieval/retrieve.js";
import { isSure } from "../../src/understanding/is-sure.js";
import { createUnderstand } from "../../src/understanding/understand.js";
import { indexCollection } from "../collection-index.js";
import { type RewriteRow, readRewrites } from "../data/rewrites.js";
import { collect } from "../data/rows.js";
import { openRetrievalSet } from "../data/retrieval-set.js";
import { type Measured } from "../metrics/mean.js";
import { RANKING_METRICS } from "../metrics/ranking.js";
import { contentWordF1, rewriteKind, sameContent } from "../metrics/rewrites.js";
import { type EvalRow, meanScore, meanScores, type Suite, type SuiteOptions } from "./suite.js";

/** One follow-up question, in the four forms in which it could be searched for. */
export interface RewriteEvalRow extends EvalRow {
  forms: Forms;
}

/** What stands for the question: the last turn alone, all turns joined, our stand-alone question, a person's. */
export const REWRITE_FORMS = ["lastTurn", "allTurns", "ours", "human"] as const;
export type RewriteForm = (typeof REWRITE_FORMS)[number];
type Forms = Record<RewriteForm, string>;

const SEARCH_METRICS = ["ndcg@10", "recall@10"] as const;
const named = (metric: string): string[] => REWRITE_FORMS.map((form) => `${form}.${metric}`);

/**
 * Our stand-alone questions against those people wrote. `<form>.f1` is the content-word F1 with the human rewrite
 * (`human.f1` is 1 by construction; `ours.gain` is ours less the last turn's). Where a person left the question as it
 * was, up to function words, `overRewriteRate` is the share we changed; where a person changed it, `missedRate` is the
 * share we left, and `missedRate.resolved` the same where words of earlier turns were brought in. `sureRate` is the share
 * for which no model would be asked, and `sure.resolvedRate` how many of these a person completed all the same. With `--collection`,
 * `<form>.ndcg@10` and `<form>.recall@10` say what each form finds: the human's is the bound to reach.
 */
export const rewritesSuite: Suite<RewriteEvalRow> = {
  name: "rewrites",
  description: "stand-alone questions against human rewrites, beside the last turn and all turns",
  addOptions: (command) =>
    command
      .option("--collection <dir>", "also search this collection (BEIR layout, judgements by rewrite id)")
      .option("--split <name>", "judgements of the collection: qrels/<name>.tsv", "test"),
  metrics: {
    ...meanScores(named("f1")),
    "ours.gain": meanScore("ours.gain"),
    overRewriteRate: meanScore("overRewritten", "lower"),
    missedRate: meanScore("missed", "lower"),
    "missedRate.resolved": meanScore("missed.resolved", "lower"),
    sureRate: meanScore("sure", null),
    "sure.f1": meanScore("sure.f1"),
    "unsure.f1": meanScore("unsure.f1"),
    "sure.resolvedRate": meanScore("sure.resolved", "lower"),
    ...meanScores(SEARCH_METRICS.flatMap(named)),
  },

  async open(options) {
    const items = new Map((await collect(readRewrites(options.data, options.rows))).map((item) => [item.id, item]));
    const understand = createUnderstand(options.settings.understanding);
    const searchScores = await openSearch(options);
    return {
      items: [...items.values()],
      async measure(id) {
        const item = items.get(id)!;
        const history = item.history.map((content): Turn => ({ role: "user", content }));
        const question = { text: item.lastTurn, history };
        const plan = await understand(question);
        const ours = plan.standaloneQuestion;
        const forms = {
          lastTurn: item.lastTurn,
          allTurns: [...item.history, item.lastTurn].join(" "),
          ours,
          human: item.rewrite,
        };
        return { row: scoreForms(item, forms, isSure(question, plan), await searchScores(id, forms)) };
      },
      close: async () => undefined,
    };
  },
};

function scoreForms(
  item: RewriteRow,
  forms: Forms,
  sure: boolean,
  retrieval: Record<string, Measured>,
): RewriteEvalRow {
  const f1 = (form: RewriteForm): Measured => contentWordF1(forms[form], item.rewrite);
  const [ours, lastTurn] = [f1("ours"), f1("lastTurn")];
  const kind = rewriteKind(item.rewrite, item);
  const changed = !sameContent(forms.ours, item.lastTurn);
  return {
    id: item.id,
    text: item.lastTurn,
    slices: {
      collection: item.collection,
      human: kind,
      turns: item.history.length === 0 ? "first" : item.history.length < 3 ? "second or third" : "later",
    },
    scores: {
      ...Object.fromEntries(REWRITE_FORMS.map((form) => [`${form}.f1`, f1(form)])),
      "ours.gain": ours === null || lastTurn === null ? null : ours - lastTurn,
      overRewritten: kind === "unchanged" ? Number(changed) : null,
      missed: kind === "unchanged" ? null : Number(!changed),
      "missed.resolved": kind === "resolved" ? Number(!changed) : null,
      sure: Number(sure),
      "sure.f1": sure ? ours : null,
      "unsure.f1": sure ? null : ours,
      "sure.resolved": sure ? Number(kind === "resolved") : null,
      ...retrieval,
    },
    forms,
  };
}

/** What each form of a question finds in the collection named with `--collection`; nothing for unjudged questions. */
async function openSearch({
  flags,
  models: { embedder },
  settings,
  progress,
}: SuiteOptions): Promise<(id: string, forms: Forms) => Promise<Record<string, Measured>>> {
  const { collection, split } = flags as { collection?: string; split?: string };
  if (collection === undefined) return async () => ({});
  const set = await openRetrievalSet(collection, { split });
  const judgements = new Map(set.queries.map(({ id, relevance }) => [id, relevance]));
  const index = await indexCollection(await collect(set.documents()), embedder, progress);
  const retrieve = createRetrieve({ index, embedder }, settings.retrieval);
  const understand = createUnderstand({ maxSubQueries: 1 });
  const run = unattendedRun();

  return async (id, forms) => {
    const relevance = judgements.get(id);
    const scores: Record<string, Measured> = {};
    for (const form of relevance ? REWRITE_FORMS : []) {
      const plan = await understand({ text: forms[form], history: [] });
      // Searched for as it stands, whatever the words look like.
      const candidates = await retrieve({ ...plan, subQueries: [forms[form]] }, run);
      const ranking = candidates.map(({ passage }) => passage.id);
      for (const name of SEARCH_METRICS) scores[`${form}.${name}`] = RANKING_METRICS[name](ranking, relevance!);
    }
    return scores;
  };
}
