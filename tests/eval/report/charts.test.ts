import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { latencyChart } from "../../../eval/report/charts/latency-chart.js";
import { createPlot, domainOf, ticks } from "../../../eval/report/charts/plot.js";
import { groupCurves } from "../../../eval/report/curve-groups.js";
import { intervalBar } from "../../../eval/report/interval-bar.js";
import { stageLatencies } from "../../../eval/report/latency.js";
import { markup } from "../../../eval/report/markup.js";
import { openReportRuns } from "../../../eval/report/report-run.js";
import { answerRow, writeRun } from "./report-fixture.js";

describe("axes", () => {
  it("take round steps", () => {
    expect(ticks([0, 1])).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks([0, 0.3])).toEqual([0, 0.1, 0.2, 0.3]);
    expect(ticks([0, 2])).toEqual([0, 0.5, 1, 1.5, 2]);
  });

  it("reach from 0 to 1 for shares, and just far enough for small or other values", () => {
    expect(domainOf([0.2, 0.7])).toEqual([0, 1]);
    expect(domainOf([0.01, 0.29])[1]).toBeCloseTo(0.3, 12);
    expect(domainOf([0, 1, 2])).toEqual([0, 2]);
    expect(domainOf([-0.25, 0.1])[0]).toBeLessThanOrEqual(-0.25);
  });

  it("survive values that are all the same", () => {
    const [from, to] = domainOf([0, 0]);
    expect(to).toBeGreaterThan(from);
    const options = { id: "c", title: "", description: "", labels: { x: "", y: "" } };
    const plot = createPlot({ ...options, domains: { x: [0, 0], y: [0, 0] } });
    expect(plot.frame(markup``).html + plot.x(0)).not.toMatch(/NaN|Infinity/);
  });
});

describe("an interval drawn", () => {
  it("stands where value and ends are on the line", () => {
    const $ = load(intervalBar(0.5, [0.25, 1])!.html);
    const at = (selector: string, name: string) => Number($(selector).attr(name));
    const [from, to] = [at(".track", "x1"), at(".track", "x2")];
    expect([from, to]).toEqual([4, at("svg", "width") - 4]);
    expect(at(".value", "cx")).toBeCloseTo(from + 0.5 * (to - from), 1);
    expect(at(".range", "x1")).toBeCloseTo(from + 0.25 * (to - from), 1);
    expect(at(".range", "x2")).toBeCloseTo(to, 1);
  });

  it("is left out for a value that is missing or not on the line", () => {
    for (const value of [null, 1.01, -0.01, NaN]) expect(intervalBar(value, undefined)).toBeNull();
  });
});

describe("latencies", () => {
  const timed = (retrieval: number, ranking?: number) =>
    answerRow(String(retrieval), {
      timings: { retrieval, ...(ranking !== undefined && { ranking }), total: retrieval },
    });

  it("are median and 95th percentile by stage, over the rows that have them", () => {
    const latencies = stageLatencies([timed(10, 1), timed(20, 3), timed(40), answerRow("untimed")]);
    expect(latencies).toEqual({
      n: 3,
      stages: [
        { stage: "retrieval", median: 20, p95: 20 + 0.9 * (40 - 20) },
        { stage: "ranking", median: 2, p95: 1 + 0.95 * (3 - 1) },
        { stage: "total", median: 20, p95: 20 + 0.9 * (40 - 20) },
      ],
    });
  });

  it("are none where nothing was timed", () => {
    expect(stageLatencies([answerRow("a"), { ...answerRow("b"), timings: null } as never])).toBeNull();
  });

  it("are drawn to scale, the total being no part", () => {
    const stages = [
      { stage: "retrieval", median: 10, p95: 20 },
      { stage: "ranking", median: 30, p95: 60 },
      { stage: "total", median: 40, p95: 90 },
    ] as const;
    const $ = load(latencyChart(stages).html);
    const widths = $(".wide rect")
      .toArray()
      .map((rect) => Number($(rect).attr("width")));
    expect(widths).toHaveLength(4);
    expect(widths[1]! / widths[0]!).toBeCloseTo(3, 2);
    expect(widths[2]! / widths[0]!).toBeCloseTo(2, 2);
  });
});

describe("curves of one kind", () => {
  const axes = { x: "a", y: "b" };
  const points = [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ];

  it("share a picture: the run's own last, its baseline and earlier runs before it", () => {
    const curves = [
      { name: "roc", axes, points },
      { name: "roc (word overlap)", axes, points },
      { name: "reliability", axes, points },
      { name: "empty", axes, points: [] },
    ];
    const runs = openReportRuns([
      writeRun([answerRow("q")], { name: "old", summary: { curves: curves.slice(0, 1) } }),
      writeRun([answerRow("q")], { name: "new", summary: { curves } }),
    ]);
    const groups = groupCurves(runs).map(({ kind, series }) => [kind, series.map(({ label }) => label)]);
    expect(groups).toEqual([
      ["roc", ["old", "word overlap", "new"]],
      ["reliability", ["new"]],
    ]);
  });
});
