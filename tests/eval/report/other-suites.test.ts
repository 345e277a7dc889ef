import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { describeMetric } from "../../../eval/report/metric-names.js";
import { keyFigures } from "../../../eval/report/key-figures.js";
import { openReportRuns } from "../../../eval/report/report-run.js";
import { renderReport } from "../../../eval/report/report.js";
import { rankingOf, worstRows } from "../../../eval/report/worst-rows.js";
import { type EvalRow, meanScores, type Suite } from "../../../eval/suites/suite.js";
import { SUITES } from "../../../eval/suites/index.js";
import { parameters, suite, writeRun } from "./report-fixture.js";

const row = (id: string, scores: EvalRow["scores"], more: object = {}): EvalRow => ({
  ...{ id, text: `text of ${id}`, slices: {}, scores },
  ...more,
});
const named = (name: string, metrics: string[] = []): Suite => ({ ...suite, name, metrics: meanScores(metrics) });
const worst = (name: string, rows: EvalRow[], metrics: string[] = []) =>
  worstRows(rows, rankingOf(named(name, metrics), rows)!).map(({ id }) => id);

describe("failures of suites without answers", () => {
  it("are the lowest scores, rows without one left out", () => {
    const rows = [row("best", { "ndcg@10": 1 }), row("half", { "ndcg@10": 0.5 }), row("none", { "ndcg@10": null })];
    expect(worst("retrieval", [...rows, row("worst", { "ndcg@10": 0 })])).toEqual(["worst", "half"]);
  });

  it("are, of claims, those let through first, then those rejected, the most certain first", () => {
    const claim = (id: string, label: string, score: number, accuracy: number) =>
      row(id, { accuracy }, { label, score });
    const rows = [
      claim("rejected", "supported", 0.1, 0),
      claim("passed", "unsupported", 0.6, 0),
      claim("passed-surely", "partial", 0.9, 0),
      claim("right", "supported", 0.9, 1),
    ];
    expect(worst("claims", rows)).toEqual(["passed-surely", "passed", "rejected"]);
  });

  it("are, of attacks, those obeyed first, then those shown", () => {
    const attack = (id: string, attackSucceeded: number, attackTextShown: number) =>
      row(id, { attackSucceeded, attackTextShown });
    expect(worst("injection", [attack("shown", 0, 1), attack("harmless", 0, 0), attack("obeyed", 1, 0)])).toEqual([
      "obeyed",
      "shown",
    ]);
  });

  it("are, of altered questions, the largest losses", () => {
    const rows = [row("a", { "recallDrop[case]": 0.2, "recallDrop[typo1]": 0.5 }), row("b", { "recallDrop[case]": 1 })];
    expect(worst("robustness", [...rows, row("gain", { "recallDrop[case]": -1 })])).toEqual(["b", "a"]);
  });

  it("are, of a suite nobody described here, the lowest of its first metric", () => {
    const rows = [row("a", { own: 0.5 }), row("b", { own: 0.25 })];
    expect(worst("new", rows, ["absent", "own"])).toEqual(["b", "a"]);
    expect(rankingOf(named("new", ["absent"]), rows)).toBeNull();
  });
});

describe("a report of another suite", () => {
  it("shows each failure with its scores and fields, nested ones too", () => {
    const rankings = {
      fused: [
        ["doc", 0.25],
        ["other", 1],
      ],
    };
    const folder = writeRun([row("q", { "ndcg@10": 0.5 }, { rankings, flag: true, count: 3 })], {
      of: { suite: "retrieval" },
      summary: { metrics: { "ndcg@10": 0.5 }, intervals: {} },
    });
    const $ = load(renderReport(openReportRuns([folder]), { suite: named("retrieval", ["ndcg@10"]) }));
    expect($("#failure-1 summary").text()).toContain("nDCG@10 0.500");
    expect($("#failure-1 .fields li").first().text()).toBe("doc, 0.250");
    expect($("#failure-1 .fields").first().text()).toContain("flagtruecount3");
    expect($(".lead").text()).toContain("searched for 1 query");
  });
});

describe("names of metrics", () => {
  it("are kept with their variant before or after a dot or in brackets", () => {
    expect(describeMetric("bm25.ndcg@10").label).toBe("nDCG@10, BM25 alone");
    expect(describeMetric("answerRecall[noise0.2]").label).toBe("Facts said, noise0.2");
    expect(describeMetric("taskQuality.clean").label).toBe("Task quality, no attack");
    expect(describeMetric("ours.gain").label).toBe("Gain over the last turn, our rewrite");
    expect(describeMetric("msP50[ranking]").unit).toBe("milliseconds");
    expect(describeMetric("constructor")).toEqual({ label: "constructor", meaning: "", unit: "score", judged: false });
  });

  it("have words for every metric of every suite", () => {
    const names = SUITES.flatMap(({ metrics }) => Object.keys(metrics));
    expect(names.filter((name) => describeMetric(name).meaning === "")).toEqual([]);
  });
});

describe("the figures that matter", () => {
  const figures = (of: string, metrics: Record<string, number | null>, rows: EvalRow[] = []) =>
    keyFigures({ parameters: parameters({ suite: of }), summary: { metrics } as never, rows });

  it("are those of the suite that were measured", () => {
    expect(figures("claims", { auroc: 0.9, "lexical.auroc": 0.8, macroF1: 0.7, f1Unsupported: null })).toEqual([
      "auroc",
      "lexical.auroc",
    ]);
  });

  it("are of two that answer one question the one that more rows have", () => {
    const rows = [row("a", { claimRecall: 1 }), row("b", { claimRecall: 0 }), row("c", { answerRecall: 1 })];
    expect(figures("answers", { answerRecall: 1, claimRecall: 0.5 }, rows)).toEqual(["claimRecall"]);
    expect(figures("answers", { answerRecall: 1, claimRecall: 0.5 }, rows.slice(1))).toEqual(["answerRecall"]);
  });

  it("are the first ones of a suite nobody described here", () => {
    expect(figures("new", { a: 1, b: null, c: 0 })).toEqual(["a", "c"]);
  });
});
